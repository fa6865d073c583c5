import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeWhole, runtimeCacheFolder } from '../../../scripts/runtime/cache-folder.mjs'
import { temporaryFolder } from '../support/temporary-folder'

describe('runtimeCacheFolder', () => {
  it('takes the folder named, then the XDG one, then the home', () => {
    const home = join(homedir(), '.cache', 'whittle')
    expect(runtimeCacheFolder({ WHITTLE_RUNTIME_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a')
    expect(runtimeCacheFolder({ XDG_CACHE_HOME: '/b' })).toBe(join('/b', 'whittle'))
    expect(runtimeCacheFolder({ XDG_CACHE_HOME: 'relative' })).toBe(home)
    expect(runtimeCacheFolder({})).toBe(home)
  })
})

/** Builds a folder of two files, slowly enough that several builders are at it at once. */
function builder(content: string) {
  return async (staging: string) => {
    const made = join(staging, 'made')
    mkdirSync(made)
    writeFileSync(join(made, 'electron'), content)
    await new Promise((resolve) => setImmediate(resolve))
    writeFileSync(join(made, 'other'), content)
    return made
  }
}

describe('makeWhole', () => {
  it('lets the first of several builders win and leaves nothing else behind', async () => {
    const cache = join(temporaryFolder(), 'not', 'there', 'yet')
    const folder = join(cache, 'runtime')
    const builders = ['a', 'b', 'c', 'd'].map((content) => makeWhole(folder, 'electron', builder(content)))
    await Promise.all(builders)
    expect(readdirSync(cache)).toEqual(['runtime'])
    expect(readdirSync(folder).sort()).toEqual(['electron', 'other'])
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe(readFileSync(join(folder, 'electron'), 'utf8'))
  })

  it('leaves nothing of a build that fails', async () => {
    const cache = temporaryFolder()
    const failing = makeWhole(join(cache, 'runtime'), 'electron', async (staging) => {
      writeFileSync(join(staging, 'half'), '')
      throw new Error('out of luck')
    })
    await expect(failing).rejects.toThrow('out of luck')
    expect(readdirSync(cache)).toEqual([])
  })

  it('replaces remains that lack the essential file', async () => {
    const cache = temporaryFolder()
    const folder = join(cache, 'runtime')
    mkdirSync(folder)
    writeFileSync(join(folder, 'leftover'), '')
    await makeWhole(folder, 'electron', builder('new'))
    expect(readdirSync(cache)).toEqual(['runtime'])
    expect(readdirSync(folder).sort()).toEqual(['electron', 'other'])
  })

  it('removes what a killed setup left hours ago, not what another one is building', async () => {
    const cache = temporaryFolder()
    const old = join(cache, '.building-old')
    mkdirSync(old)
    mkdirSync(join(cache, '.building-new'))
    const hoursAgo = Date.now() / 1000 - 4 * 3600
    utimesSync(old, hoursAgo, hoursAgo)
    await makeWhole(join(cache, 'runtime'), 'electron', builder('x'))
    expect(readdirSync(cache).sort()).toEqual(['.building-new', 'runtime'])
  })

  it('says which folder cannot be used', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const blocked = makeWhole(join(file, 'runtime'), 'electron', builder('x'))
    await expect(blocked).rejects.toThrow(/Electron is kept in .*WHITTLE_RUNTIME_CACHE/s)
  })
})
