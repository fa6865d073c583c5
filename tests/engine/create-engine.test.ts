import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { manifestSchema } from '../../src/engine/delivery/manifest.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { hashOf, openEngine, photos, quick, runBatch, until } from './engine-fixture.ts'

describe('the engine', () => {
  it('takes a folder from its path to its variants, manifest, history and reports', async () => {
    const home = temporaryFolder()
    const engine = await openEngine({ home })
    const { commands } = engine
    const { root, input, outDir } = photos('Aqua.jpg', 'Garden.jpg')
    mkdirSync(join(input, 'sub'))
    writeFileSync(join(input, 'sub', 'notes.txt'), 'not an image')
    const originals = readdirSync(input).filter((name) => name.endsWith('.jpg'))
    const before = originals.map((name) => hashOf(join(input, name)))

    // Plan.
    const created = await commands.createBatch({ paths: [input], overrides: quick })
    expect(created).toMatchObject({ state: 'planning', label: 'in', outDir: `${input}-optimized` })
    const batchId = created.id
    await until(engine, batchId, 'planned')
    const configured = await commands.configureBatch({
      batchId,
      outDir,
      overrides: { formats: ['webp', 'avif'] },
    })
    expect(configured).toMatchObject({ state: 'planned', outDir, outputs: { planned: 4, done: 0 } })
    const planned = await commands.listItems({ batchId })
    expect(planned.items.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'Aqua.jpg planned',
      'Garden.jpg planned',
      'sub/notes.txt skipped',
    ])
    expect(await commands.listItems({ batchId, states: ['skipped'] })).toMatchObject({ total: 1 })
    expect(existsSync(outDir)).toBe(false)

    // Run.
    const done = until(engine, batchId, 'done')
    await commands.startBatch({ batchId })
    const batch = await done
    expect(batch).toMatchObject({
      counts: { total: 3, done: 2, skipped: 1, failed: 0 },
      outputs: { done: 4 },
    })
    const files = readdirSync(outDir).sort()
    expect(files).toEqual([
      'Aqua-320w.avif',
      'Aqua-320w.webp',
      'Garden-320w.avif',
      'Garden-320w.webp',
      'whittle-manifest.json',
    ])
    expect(originals.map((name) => hashOf(join(input, name)))).toEqual(before)

    // What it says is what is there.
    const result = await commands.getResult({ batchId })
    expect(result).toMatchObject({ batchId, recipe: 'responsive-web', totalProcessed: expect.any(Number) })
    for (const output of result.success.flatMap(({ outputs }) => outputs)) {
      const { data, info } = await sharp(output.path).raw().toBuffer({ resolveWithObject: true })
      expect({ width: info.width, height: info.height }).toEqual({
        width: output.width,
        height: output.height,
      })
      expect(data.length).toBe(info.width * info.height * info.channels)
      expect(readFileSync(output.path).length).toBe(output.bytes)
    }
    const manifest = manifestSchema.parse(
      JSON.parse(readFileSync(join(outDir, 'whittle-manifest.json'), 'utf8')),
    )
    expect(manifest).toMatchObject({ generator: 'whittle 1.2.3', images: [{}, {}] })
    expect(result.skipped).toMatchObject([{ code: 'INPUT_NOT_AN_IMAGE' }])

    // Previews and places.
    const place = { batchId, itemId: '1' }
    for (const output of [{}, { output: 0 }]) {
      const preview = await commands.getPreview({ ...place, ...output, side: 64 })
      expect(relative(home, preview.path)).toMatch(/^previews/)
      const { format, width, height } = await sharp(preview.path).metadata()
      expect([format, Math.max(width, height)]).toEqual(['webp', 64])
    }
    expect(await commands.locate({ batchId })).toEqual({ path: outDir })
    expect(await commands.locate(place)).toEqual({ path: join(input, 'Aqua.jpg') })
    expect((await commands.locate({ ...place, output: 1 })).path).toMatch(/Aqua-320w\.(avif|webp)$/)

    // History and reports, also when the batch itself is gone.
    await commands.discardBatch({ batchId })
    expect((await commands.getSnapshot({})).batches).toEqual([])
    expect(await commands.listRuns({})).toMatchObject([{ id: batchId, state: 'done', outputs: 4 }])
    expect((await commands.getRun({ runId: batchId })).items).toHaveLength(3)
    expect(await commands.getResult({ batchId })).toEqual({ ...result, durationMs: expect.any(Number) })
    expect(await commands.locate(place)).toEqual({ path: join(input, 'Aqua.jpg') })
    const { paths } = await commands.writeReport({
      subject: { kind: 'run', runId: batchId },
      formats: ['json', 'html'],
      dir: join(root, 'reports'),
    })
    expect(paths.map((path) => [dirname(path), existsSync(path)])).toEqual([
      [join(root, 'reports'), true],
      [join(root, 'reports'), true],
    ])
    const operations = await commands.listOperations({ from: 0, to: Date.now() })
    expect(new Set(operations.map(({ operation }) => operation))).toEqual(
      new Set(['probe', 'optimize', 'preview', 'export']),
    )

    // And after a restart.
    await engine.close()
    const { commands: later } = await openEngine({ home })
    expect(await later.listRuns({})).toMatchObject([{ id: batchId }])
    expect((await later.getResult({ batchId })).success).toEqual(result.success)
  })

  it('names what is wrong with each odd input, and goes on', async () => {
    const engine = await openEngine()
    const { root, input, outDir } = photos('Aqua.jpg')
    const photo = readFileSync(join(input, 'Aqua.jpg'))
    writeFileSync(join(input, 'empty.jpg'), '')
    writeFileSync(join(input, 'page.jpg'), '<!doctype html><p>Hello</p>')
    writeFileSync(join(input, 'cut.jpg'), photo.subarray(0, photo.length / 2))
    symlinkSync('round.jpg', join(input, 'round.jpg'))
    execFileSync('mkfifo', [join(input, 'pipe.jpg')])
    const gone = join(input, 'vanished.jpg')
    writeFileSync(gone, photo)

    const paths = [input, join(root, 'nowhere.jpg')]
    const { id: batchId } = await engine.commands.createBatch({ paths, outDir, overrides: quick })
    await until(engine, batchId, 'planned')
    rmSync(gone)
    const done = until(engine, batchId, 'done')
    await engine.commands.startBatch({ batchId })
    expect((await done).counts).toMatchObject({ total: 8, done: 1, failed: 7 })
    const { failed } = await engine.commands.getResult({ batchId })
    expect(Object.fromEntries(failed.map(({ input: path, code }) => [relative(root, path), code]))).toEqual({
      'in/cut.jpg': 'INPUT_CORRUPT',
      'in/empty.jpg': 'INPUT_EMPTY',
      'in/page.jpg': 'INPUT_NOT_AN_IMAGE',
      'in/pipe.jpg': 'INPUT_NOT_A_FILE',
      'in/round.jpg': 'INPUT_LINK_LOOP',
      'in/vanished.jpg': 'INPUT_MISSING',
      'nowhere.jpg': 'INPUT_MISSING',
    })
  })

  it('replaces its own results when it runs again, and nothing else', async () => {
    const engine = await openEngine()
    const { input } = photos('Aqua.jpg')
    const outDir = join(input, 'out')
    const first = await runBatch(engine, [input], outDir)
    const theirs = join(outDir, 'Aqua-320w.jpg')
    writeFileSync(theirs, 'changed by somebody')

    const { id: batchId } = await runBatch(engine, [input], outDir, {
      ...quick,
      quality: { mode: 'fixed', avif: 1, webp: 1, jpeg: 1, png: 1 },
    })
    expect(batchId).not.toBe(first.id)
    const { success, skipped, failed } = await engine.commands.getResult({ batchId })
    expect(success.flatMap(({ outputs }) => outputs.map(({ path }) => relative(outDir, path)))).toEqual([
      'Aqua-320w.webp',
      'Aqua-320w-2.jpg',
    ])
    expect(skipped.map(({ input: path, code }) => [relative(outDir, path), code])).toEqual([
      ['Aqua-320w.webp', 'OWN_OUTPUT'],
    ])
    // It is called an image and is none.
    expect(failed).toMatchObject([{ input: theirs, code: 'INPUT_NOT_AN_IMAGE' }])
    expect(readFileSync(theirs, 'utf8')).toBe('changed by somebody')
  })

  it('says what is wrong with a request', async () => {
    const { commands } = await openEngine()
    await expect(commands.createBatch({ paths: [] })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      detail: expect.stringContaining('paths'),
    })
    await expect(commands.createBatch({ paths: ['/x'], recipeId: 'none' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'There is no recipe "none".',
    })
    const unknown = { code: 'NOT_FOUND' }
    await expect(commands.startBatch({ batchId: 'none' })).rejects.toMatchObject(unknown)
    await expect(commands.getResult({ batchId: 'none' })).rejects.toMatchObject(unknown)
    await expect(commands.getRun({ runId: 'none' })).rejects.toMatchObject(unknown)
    await expect(commands.locate({ batchId: 'none' })).rejects.toMatchObject(unknown)
    await expect(
      commands.writeReport({ subject: { kind: 'run', runId: 'none' }, formats: ['json'], dir: '/x' }),
    ).rejects.toMatchObject(unknown)
    const { id: batchId } = await commands.createBatch({ paths: ['/nowhere/a.jpg'] })
    await expect(commands.getPreview({ batchId, itemId: '99', side: 64 })).rejects.toMatchObject(unknown)
  })

  it('keeps its settings, and tells of changes', async () => {
    const home = temporaryFolder()
    const engine = await openEngine({ home })
    const changed: unknown[] = []
    engine.on('settingsChanged', (settings) => changed.push(settings))
    const updated = await engine.commands.updateSettings({ thresholds: { cpuPercent: 55 } })
    expect(updated.thresholds).toMatchObject({ cpuPercent: 55, memoryPercent: 85, slowMs: 200 })
    expect(changed).toEqual([updated])
    expect(await engine.commands.getSettings({})).toEqual(updated)
    await engine.close()
    expect(await (await openEngine({ home })).commands.getSettings({})).toEqual(updated)
  })

  it('finds itself well', async () => {
    const engine = await openEngine()
    const findings = await engine.commands.diagnose({})
    expect(findings.filter(({ status }) => status === 'missing')).toEqual([])
    expect(findings.find(({ id }) => id === 'pool')?.value).toBe(
      `3 threads in Node ${process.versions.node} (${process.execPath})`,
    )
    expect((await engine.commands.getSnapshot({})).pool).toMatchObject({ state: 'ready' })
  })
})

describe('opening', () => {
  it('fails where its folder cannot be used, and leaves that free for the next try', async () => {
    const home = temporaryFolder()
    mkdirSync(join(home, 'history'))
    writeFileSync(join(home, 'history', 'runs'), 'in the way')
    await expect(openEngine({ home })).rejects.toMatchObject({ code: 'HOME_UNWRITABLE' })
    rmSync(join(home, 'history', 'runs'))
    const { commands } = await openEngine({ home })
    const finding = (await commands.diagnose({})).find(({ id }) => id === 'home')
    expect(finding?.value).not.toContain('another Whittle')
  })

  it('tells what it logged meanwhile to the first who listens', async () => {
    const home = temporaryFolder()
    mkdirSync(join(home, 'journal'))
    writeFileSync(join(home, 'journal', 'b1.main.jsonl'), 'noise')
    const engine = await openEngine({ home })
    const lines: string[] = []
    engine.on('log', ({ source, level, message }) => lines.push(`${source} ${level} ${message}`))
    expect(lines).toContainEqual(expect.stringMatching(/^engine warn b1\.main\.jsonl: .*set aside/))
    const later: string[] = []
    engine.on('log', ({ message }) => later.push(message))
    expect(later).toEqual([])
  })
})
