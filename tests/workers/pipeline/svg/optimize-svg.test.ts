import { describe, expect, it } from 'vitest'
import { optimizeSvg } from '../../../../src/workers/pipeline/svg/optimize-svg.ts'
import { differenceOf } from '../../../../src/workers/pipeline/svg/same-rendering.ts'
import * as images from '../../../support/images.ts'

const drawing = (content: string, attributes = 'width="100" height="80" viewBox="0 0 100 80"') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`)

const editors = drawing(`
  <!-- made by hand -->
  <title>A square</title>
  <desc>It is red</desc>
  <g><g><rect x="10.0000001" y="10" width="50.0000" height="40" fill="#ff0000" stroke="none"/></g></g>
  <path d="M 10 70 L 90 70 L 90 75 L 10 75 Z" style="fill:#0000ff"/>`)

describe('optimizeSvg', () => {
  it('makes a drawing smaller that looks the same, and keeps what people and pages need', async () => {
    const { bytes, accepted } = await optimizeSvg(editors)
    expect(accepted).toBe(true)
    expect(bytes.length).toBeLessThan(editors.length * 0.8)
    expect(await differenceOf(editors, bytes)).toBeUndefined()
    const text = bytes.toString()
    for (const kept of ['viewBox', '<title>A square', '<desc>It is red']) expect(text).toContain(kept)
    expect(text).not.toContain('made by hand')
  })

  it('keeps scripts and event handlers unless told otherwise', async () => {
    const live = drawing(`<!-- x --><script>draw()</script><rect width="50" height="50" onclick="go()"/>`)
    const kept = (await optimizeSvg(live)).bytes.toString()
    expect(kept).toContain('draw()')
    expect(kept).toContain('onclick')
    const { bytes, accepted } = await optimizeSvg(live, { removeScripts: true })
    expect(accepted).toBe(true)
    expect(bytes.toString()).not.toMatch(/script|onclick/)
  })

  it.each([
    ['shapes for other drawings', '<!-- x --><symbol id="a"><rect width="9" height="9"/></symbol>', 'id="a"'],
    [
      'what a style shows later',
      '<!-- x --><style>#b{display:none}</style><g id="b"><path d="M0 0h9v9z"/></g>',
      'id="b"',
    ],
    [
      'movement',
      '<!-- x --><rect id="c" width="9" height="9"><animate attributeName="x" to="9" dur="1s"/></rect>',
      'animate',
    ],
  ])('leaves %s alone, which a still rendering does not show', async (_, content, kept) => {
    const { bytes, accepted } = await optimizeSvg(drawing(content))
    expect(accepted).toBe(true)
    expect(bytes.toString()).toContain(kept)
  })

  it.each([
    ['a web page', images.html, 'root'],
    ['text', Buffer.from('hello'), 'root'],
    ['UTF-16', Buffer.from(`\ufeff${images.svg()}`, 'utf16le'), 'UTF-16'],
    ['a drawing that stops in the middle', editors.subarray(0, editors.length - 40), 'cannot be read'],
    ['a drawing that is small already', drawing('<path d="M0 0h9v9z"/>'), 'smaller'],
  ])('gives %s back as it is', async (_, bytes, reason) => {
    const result = await optimizeSvg(bytes)
    expect(result.accepted).toBe(false)
    expect(result.bytes.equals(bytes)).toBe(true)
    expect(result.reason).toContain(reason)
  })
})

describe('differenceOf', () => {
  const square = (x: number, fill = '#c00') =>
    drawing(`<rect x="${x}" y="10" width="30" height="30" fill="${fill}"/>`)

  it('is none where a coordinate is rounded', async () => {
    expect(await differenceOf(square(10), square(10.0004))).toBeUndefined()
  })

  it.each([
    ['moved', square(12)],
    ['coloured', square(10, '#0c0')],
    ['gone', drawing('')],
    [
      'of another size',
      drawing(
        '<rect x="10" y="10" width="30" height="30" fill="#c00"/>',
        'width="50" height="40" viewBox="0 0 100 80"',
      ),
    ],
  ])('is told where something is %s', async (_, after) => {
    expect(await differenceOf(square(10), after)).not.toBeUndefined()
  })

  it('sees a dot of a few pixels vanish', async () => {
    const dot = (content: string) => drawing(`<rect width="100" height="80" fill="#fff"/>${content}`)
    const after = await differenceOf(dot('<circle cx="50" cy="40" r="0.5"/>'), dot(''))
    expect(after).toContain('differs')
  })
})
