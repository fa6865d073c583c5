import { describe, expect, it } from 'vitest'
import { tableText } from '../../src/cli/table.ts'
import { durationText, pathText, quoted, savingText, visible } from '../../src/cli/text.ts'

describe('durationText', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_000, '1.0 s'],
    [9_949, '9.9 s'],
    [9_999, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [7_620_000, '2 h 07 min'],
  ])('%d is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text)
  })
})

describe('savingText', () => {
  it.each([
    [100, 57, '43 % smaller'],
    [100, 112, '12 % larger'],
    [1_000, 999, 'same size'],
    [0, 10, '–'],
  ])('%d to %d is %s', (before, after, text) => {
    expect(savingText(before, after)).toBe(text)
  })
})

describe('pathText', () => {
  it.each([
    ['/home/a/x.jpg', 'x.jpg'],
    ['/home/a/..b/x.jpg', '..b/x.jpg'],
    ['/home/b/x.jpg', '/home/b/x.jpg'],
    ['/home/a', '/home/a'],
  ])('%s seen from /home/a is %s', (path, text) => {
    expect(pathText(path, '/home/a')).toBe(text)
  })
})

describe('visible', () => {
  it('takes the power from control characters and leaves every script alone', () => {
    expect(visible('a\u001b[2Jb\n\u009b')).toBe('a\\x1b[2Jb\\x0a\\x9b')
    expect(visible('été 写真 🌷.jpg')).toBe('été 写真 🌷.jpg')
  })
})

describe.skipIf(process.platform === 'win32')('quoted', () => {
  it('leaves plain arguments alone and makes others safe for a shell', () => {
    expect(quoted('photos/a-1.jpg')).toBe('photos/a-1.jpg')
    expect(quoted("it's $HOME")).toBe("'it'\\''s $HOME'")
    expect(quoted('')).toBe("''")
  })
})

describe('tableText', () => {
  it('aligns by what is seen, also for wide characters, and leaves no trailing blanks', () => {
    const text = tableText(
      [{ head: 'Name' }, { head: 'Size', align: 'right' }],
      [
        ['写真', '9'],
        ['a', '1000'],
      ],
    )
    expect(text.split('\n')).toEqual(['Name  Size', '写真     9', 'a     1000'])
  })

  it('has no head when no column has one', () => {
    const text = tableText(
      [{ head: '' }, { head: '' }],
      [
        ['!', 'a\nb'],
        ['✓', 'c'],
      ],
    )
    expect(text.split('\n')).toEqual(['!  a\\x0ab', '✓  c'])
  })
})
