import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../../src/engine/create-engine.ts'
import type { Batch } from '../../../src/shared/model/batch.ts'
import type { ResultDocument } from '../../../src/shared/model/result-document.ts'
import type { RecipeOverrides } from '../../../src/shared/recipe/index.ts'
import { noise } from '../../support/images.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { runBatch } from '../engine-fixture.ts'

/** Two outputs per image, as fast as they can be had. */
export const twoFormats: RecipeOverrides = {
  formats: ['webp', 'jpeg'],
  sizes: [{ width: 60, height: 60 }],
  quality: { mode: 'fixed', avif: 50, webp: 50, jpeg: 50, png: 100 },
  effort: { mode: 'fixed', avif: 0, webp: 0, png: 1 },
}

/** Old enough for its time to be relied on. */
const longAgo = new Date('2020-01-02T03:04:05Z')

/** A folder of small noisy JPEGs, all different. */
export async function noisyPhotos(
  ...names: string[]
): Promise<{ input: string; outDir: string; root: string }> {
  const root = temporaryFolder()
  const input = join(root, 'in')
  mkdirSync(input)
  for (const name of names) await writePhoto(join(input, name))
  return { root, input, outDir: join(root, 'out') }
}

export async function writePhoto(path: string): Promise<void> {
  writeFileSync(path, await noise(120, 90).jpeg().toBuffer())
  utimesSync(path, longAgo, longAgo)
}

export async function resultOf(
  engine: Engine,
  paths: string[],
  outDir: string,
  overrides = twoFormats,
): Promise<{ batch: Batch; document: ResultDocument }> {
  const batch = await runBatch(engine, paths, outDir, overrides)
  return { batch, document: await engine.commands.getResult({ batchId: batch.id }) }
}

/** Every file below a folder, with what tells that it was not written again. */
export function stamps(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    files
      .filter((file) => file.isFile() && !file.name.endsWith('.json'))
      .map((file) => {
        const path = join(file.parentPath, file.name)
        const { ino, mtimeMs, ctimeMs } = statSync(path)
        return [path.slice(folder.length + 1), `${ino} ${mtimeMs} ${ctimeMs}`]
      }),
  )
}
