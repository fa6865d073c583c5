import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isStale } from '../../scripts/build.mjs'
import { temporaryFolder } from './support/temporary-folder'

/** Files with the times (seconds since 1970) they were last changed. */
function project(times: Record<string, number>): string {
  const root = temporaryFolder()
  for (const name of Object.keys(times)) {
    const file = join(root, name)
    mkdirSync(dirname(file), { recursive: true })
    if (!name.endsWith('/')) writeFileSync(file, '')
  }
  // Files first and folders last: writing a file changes the time of its folder.
  const byDepth = Object.entries(times).sort(([a], [b]) => Number(a.endsWith('/')) - Number(b.endsWith('/')))
  for (const [name, time] of byDepth) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    utimesSync(join(root, name), time, time)
  }
  return root
}

const sources = ['src', 'package.json', 'not-there.json']
const products = ['out/main/index.js', 'out/renderer/index.html']
const fresh = {
  'src/main/index.ts': 100,
  'src/main/': 100,
  'src/': 100,
  'package.json': 100,
  'out/main/index.js': 200,
  'out/renderer/index.html': 210,
}

describe('isStale', () => {
  it('is not so when every product is newer than every source', () => {
    expect(isStale(project(fresh), sources, products)).toBe(false)
  })

  it.each([
    ['a file deep down', { 'src/main/index.ts': 205 }],
    ['a file at the top', { 'package.json': 300 }],
    ['a folder, which is how a removed file shows', { 'src/main/': 300 }],
    ['something at the very same moment', { 'package.json': 200 }],
  ])('is so after a change of %s', (_, change) => {
    expect(isStale(project({ ...fresh, ...change }), sources, products)).toBe(true)
  })

  it('is so when one product is missing', () => {
    const root = project(fresh)
    rmSync(join(root, 'out', 'renderer'), { recursive: true })
    expect(isStale(root, sources, products)).toBe(true)
  })
})
