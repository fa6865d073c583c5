import {
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { hashOf, openEngine } from '../engine-fixture.ts'
import { noisyPhotos, resultOf, stamps, twoFormats, writePhoto } from './cache-fixture.ts'

describe('the result cache', () => {
  it('does nothing twice, and writes nothing that is there', async () => {
    const home = temporaryFolder()
    const { input, outDir } = await noisyPhotos('a.jpg', 'b.jpg')
    const first = await openEngine({ home })
    expect((await resultOf(first, [input], outDir)).document.cache).toEqual({ hits: 0, misses: 4 })
    await first.close()
    const before = stamps(outDir)

    const engine = await openEngine({ home })
    const { document } = await resultOf(engine, [input], outDir)
    expect(document.cache).toEqual({ hits: 4, misses: 0 })
    expect(stamps(outDir)).toEqual(before)
    const manifest = JSON.parse(readFileSync(join(outDir, 'whittle-manifest.json'), 'utf8'))
    expect(manifest.images).toHaveLength(2)
    expect(await engine.commands.listRuns({})).toHaveLength(2)
    for (const { outputs } of document.success) {
      for (const output of outputs) expect(output).toMatchObject({ cached: true, quality: 50 })
    }
  })

  it('gives the same bytes into another folder, as files of their own', async () => {
    const home = temporaryFolder()
    const engine = await openEngine({ home })
    const { input, outDir, root } = await noisyPhotos('a.jpg')
    await resultOf(engine, [input], outDir)
    const elsewhere = join(root, 'elsewhere')
    expect((await resultOf(engine, [input], elsewhere)).document.cache).toEqual({ hits: 2, misses: 0 })
    for (const name of readdirSync(outDir).filter((file) => file !== 'whittle-manifest.json')) {
      expect(hashOf(join(elsewhere, name))).toBe(hashOf(join(outDir, name)))
      expect(statSync(join(elsewhere, name)).nlink).toBe(1)
    }
    // Editing an output does not reach the next one.
    writeFileSync(join(elsewhere, 'a-60w.webp'), 'edited')
    const third = join(root, 'third')
    expect((await resultOf(engine, [input], third)).document.cache).toEqual({ hits: 2, misses: 0 })
    expect(hashOf(join(third, 'a-60w.webp'))).toBe(hashOf(join(outDir, 'a-60w.webp')))
  })

  it('knows an image that was renamed, copied or touched', async () => {
    const engine = await openEngine()
    const { input, outDir, root } = await noisyPhotos('a.jpg', 'b.jpg')
    await resultOf(engine, [input], outDir)
    renameSync(join(input, 'a.jpg'), join(input, 'renamed.jpg'))
    cpSync(join(input, 'b.jpg'), join(input, 'copy.jpg'))
    utimesSync(join(input, 'b.jpg'), 1, 1)
    const { document } = await resultOf(engine, [input], join(root, 'again'))
    expect(document.cache).toEqual({ hits: 6, misses: 0 })
  })

  it('notices other bytes behind the same name, size and time', async () => {
    const engine = await openEngine()
    const { input, outDir, root } = await noisyPhotos('a.jpg')
    await resultOf(engine, [input], outDir)
    const path = join(input, 'a.jpg')
    const { atime, mtime } = statSync(path)
    const bytes = readFileSync(path)
    // The horizontal density in the JFIF header: another file, and as whole as before.
    bytes.writeUInt8(bytes.readUInt8(15) ^ 1, 15)
    writeFileSync(path, bytes)
    utimesSync(path, atime, mtime)
    const { document } = await resultOf(engine, [input], join(root, 'again'))
    expect(document.cache).toEqual({ hits: 0, misses: 2 })
  })

  it('makes only what is new of a recipe', async () => {
    const engine = await openEngine()
    const { input, outDir, root } = await noisyPhotos('a.jpg')
    await resultOf(engine, [input], outDir)
    const more = { ...twoFormats, formats: ['jpeg' as const, 'png' as const, 'webp' as const] }
    const { document } = await resultOf(engine, [input], join(root, 'more'), more)
    expect(document.cache).toEqual({ hits: 2, misses: 1 })
    expect(document.success[0]?.outputs.map(({ format, cached }) => `${format} ${cached}`)).toEqual([
      'jpeg true',
      'png false',
      'webp true',
    ])
    const { missReasons, lookups } = await engine.commands.cacheStats({})
    expect(lookups).toEqual({ hits: 2, misses: 3, hitRate: 0.4 })
    expect(missReasons.filter(({ misses }) => misses > 0)).toEqual([
      { reason: 'new-source', misses: 2 },
      { reason: 'changed-recipe', misses: 1 },
    ])
  })

  it('never puts a result over what somebody else has put there', async () => {
    const engine = await openEngine()
    const { input, outDir, root } = await noisyPhotos('a.jpg')
    await resultOf(engine, [input], outDir)
    writeFileSync(join(outDir, 'a-60w.webp'), 'mine now')
    const { document } = await resultOf(engine, [input], outDir)
    expect(document.cache).toEqual({ hits: 2, misses: 0 })
    expect(readFileSync(join(outDir, 'a-60w.webp'), 'utf8')).toBe('mine now')
    expect(document.success[0]?.outputs[0]?.path).toBe(join(outDir, 'a-60w-2.webp'))
    expect(readdirSync(root)).toEqual(['in', 'out'])
  })

  it('makes anew what was damaged in the cache, and mends it', async () => {
    const home = temporaryFolder()
    const engine = await openEngine({ home })
    const { input, outDir, root } = await noisyPhotos('a.jpg')
    await resultOf(engine, [input], outDir)
    for (const path of contents(home)) {
      const bytes = readFileSync(path)
      bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20)
      writeFileSync(path, bytes)
    }
    const again = await resultOf(engine, [input], join(root, 'again'))
    expect(again.document.cache).toEqual({ hits: 0, misses: 2 })
    expect(hashOf(join(root, 'again', 'a-60w.webp'))).toBe(hashOf(join(outDir, 'a-60w.webp')))
    const third = await resultOf(engine, [input], join(root, 'third'))
    expect(third.document.cache).toEqual({ hits: 2, misses: 0 })
    const { missReasons } = await engine.commands.cacheStats({})
    expect(missReasons).toContainEqual({ reason: 'damaged', misses: 2 })
  })

  it('is verified, pruned and cleared on request', async () => {
    const home = temporaryFolder()
    const engine = await openEngine({ home })
    const { commands } = engine
    const { input, root } = await noisyPhotos('a.jpg', 'b.jpg', 'c.jpg')
    await resultOf(engine, [input], join(root, 'one'))
    expect(await commands.cacheVerify({})).toEqual({ checked: 6, damaged: 0, orphans: 0, bytesFreed: 0 })
    const [first = ''] = contents(home)
    writeFileSync(first, Buffer.alloc(statSync(first).size))
    expect(await commands.cacheVerify({})).toMatchObject({ checked: 6, damaged: 1 })
    expect(await commands.cacheStats({})).toMatchObject({ entries: 5 })

    const half = Math.floor((await commands.cacheStats({})).bytes / 2)
    await commands.updateSettings({ cache: { maxBytes: half } })
    const pruned = await commands.cachePrune({})
    expect(pruned.bytes).toBeLessThanOrEqual(half)
    expect(pruned.evicted).toBeGreaterThan(0)
    expect(contents(home)).toHaveLength(pruned.entries)
    await commands.updateSettings({ cache: { maxBytes: 1_000_000 } })
    await resultOf(engine, [input], join(root, 'two'))
    const { missReasons } = await commands.cacheStats({})
    expect(missReasons).toContainEqual({ reason: 'evicted', misses: pruned.evicted })
    expect(missReasons).toContainEqual({ reason: 'damaged', misses: 1 })

    await commands.cacheClear({})
    expect(await commands.cacheStats({})).toMatchObject({ entries: 0, bytes: 0, lookups: { hits: 0 } })
  })

  it('lets go what was not used for longer than its time to live', async () => {
    const home = temporaryFolder()
    const engine = await openEngine({ home })
    const { input, root } = await noisyPhotos('a.jpg', 'b.jpg')
    await resultOf(engine, [input], join(root, 'one'))
    const old = Date.now() / 1_000 - 91 * 24 * 60 * 60
    for (const path of contents(home)) utimesSync(path, old, old)
    rmSync(join(input, 'b.jpg'))
    await resultOf(engine, [input], join(root, 'two'))
    expect((await engine.commands.cacheStats({})).missReasons).toContainEqual({
      reason: 'expired',
      misses: 2,
    })
    expect(await engine.commands.cachePrune({})).toMatchObject({ expired: 2, entries: 2 })
  })

  it('is left alone when it is switched off', async () => {
    const home = temporaryFolder()
    const engine = await openEngine({ home })
    await engine.commands.updateSettings({ cache: { enabled: false } })
    const { input, outDir } = await noisyPhotos('a.jpg')
    await resultOf(engine, [input], outDir)
    expect((await resultOf(engine, [input], outDir)).document.cache).toEqual({ hits: 0, misses: 2 })
    expect(await engine.commands.cacheStats({})).toMatchObject({ enabled: false, entries: 0 })
  })

  it('is no reason to fail when it cannot be written', async () => {
    const home = temporaryFolder()
    const engine = await openEngine({ home })
    writeFileSync(join(home, 'cache', 'results'), 'in the way')
    const { input, outDir } = await noisyPhotos('a.jpg')
    const { document } = await resultOf(engine, [input], outDir)
    expect(document).toMatchObject({ cache: { hits: 0, misses: 2 }, failed: [] })
  })

  it('is shared by two engines at once', async () => {
    const home = temporaryFolder()
    const one = await openEngine({ home })
    const other = await openEngine({ home, source: 'cli' })
    const { input, root } = await noisyPhotos('a.jpg')
    await resultOf(one, [input], join(root, 'one'))
    expect((await resultOf(other, [input], join(root, 'two'))).document.cache).toEqual({ hits: 2, misses: 0 })
    await writePhoto(join(input, 'b.jpg'))
    await resultOf(other, [input], join(root, 'two'))
    expect((await resultOf(one, [input], join(root, 'one'))).document.cache).toEqual({ hits: 4, misses: 0 })
  })
})

function contents(home: string): string[] {
  const folder = join(home, 'cache', 'results', 'content-v2')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
}
