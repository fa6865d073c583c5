import { dirname, relative } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collisionKey, outputName } from '../../../src/engine/intake/naming.ts'
import { OutputNames } from '../../../src/engine/intake/output-names.ts'
import { planOutputs } from '../../../src/engine/intake/plan.ts'
import { plannedPaths } from '../../../src/shared/model/output.ts'
import { defaultEfforts, namingProblem } from '../../../src/shared/recipe/index.ts'
import { sampleProbe, sampleRecipe } from '../../support/samples.ts'

const nothingThere = { entries: async () => [], owned: () => undefined, isUnchanged: async () => false }
const parts = { width: 640, height: 480, format: 'jpeg', extension: 'jpg' } as const
const namesFor = (naming: string) =>
  new OutputNames('/out', nothingThere, new Set(), { naming, collision: 'counter' })

describe('a template with folders', () => {
  it.each([
    ['{format}/{name}.{ext}', '/out/jpeg/photo.jpg'],
    ['{dir}/{format}/{name}.{ext}', '/out/2024/05/jpeg/photo.jpg'],
    ['{name}/{width}x{height}.{ext}', '/out/photo/640x480.jpg'],
    ['{dir}/{name}.{ext}', '/out/2024/05/photo.jpg'],
    ['{name}.{ext}', '/out/photo.jpg'],
  ])('%s leads to %s', async (naming, path) => {
    const claimed = await namesFor(naming).claim({ input: '/in/x', name: '2024/05/photo.jpg', ...parts })
    expect(claimed).toEqual({ path })
  })

  it('counts where originals of several folders meet', async () => {
    const names = namesFor('{format}/{name}.{ext}')
    const paths = []
    for (const name of ['a/photo.jpg', 'b/photo.jpg', 'b/PHOTO.png']) {
      paths.push((await names.claim({ input: `/in/${name}`, name, ...parts }))?.path)
    }
    expect(paths).toEqual(['/out/jpeg/photo.jpg', '/out/jpeg/photo-2.jpg', '/out/jpeg/PHOTO-3.jpg'])
  })

  it.each([
    ['...jpg', '_/640.jpg'],
    ['..jpg', '_/640.jpg'],
    ['....jpg', '_/640.jpg'],
    // One letter under more accents than fit.
    [`a${'\u0301'.repeat(300)}.jpg`, '_/640.jpg'],
  ])('makes of %s no folder above, nor the same one', (original, path) => {
    expect(outputName({ original, ...parts }, '{name}/{width}.{ext}')).toBe(path)
  })
})

const piece = fc.constantFrom(
  'a',
  'A',
  'é',
  'e\u0301',
  'ß',
  'ss',
  '-2',
  '.jpg',
  '.',
  '..',
  ' ',
  '漢',
  '😀',
  '_',
  '-640w',
)
const fileName = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(''))
  .filter((name) => !/^\.{1,2}$/.test(name))
const original = fc.array(fileName, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'))
const templatePiece = fc.constantFrom(
  '{name}',
  '{width}',
  '{height}',
  '{ext}',
  '{format}',
  '-',
  '.',
  '/',
  'x',
  'É',
)
const template = fc
  .tuple(fc.constantFrom('', '{dir}/'), fc.array(templatePiece, { minLength: 1, maxLength: 8 }))
  .map(([dir, pieces]) => `${dir}${pieces.join('')}.{ext}`)
  .filter((naming) => namingProblem(naming, sampleRecipe.sizes.length) === undefined)

describe('whatever the template and the originals are', () => {
  it('no two outputs of a plan meet, and none leaves the folder', async () => {
    await fc.assert(
      fc.asyncProperty(
        template,
        fc.uniqueArray(original, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('auto', 'original', 'webp'),
        async (naming, originals, format) => {
          const recipe = { ...sampleRecipe, naming, formats: [format, 'jpeg' as const] }
          const names = namesFor(naming)
          const paths: string[] = []
          for (const name of originals) {
            const source = { input: `/in/${name}`, name, probe: { ...sampleProbe, format: 'png' as const } }
            const outputs = await planOutputs(source, recipe, names, defaultEfforts)
            paths.push(...outputs.flatMap(plannedPaths))
          }
          const keys = new Set(paths.map(collisionKey))
          expect(keys.size).toBe(paths.length)
          for (const path of paths) {
            expect(relative('/out', path)).not.toMatch(/^\.\.(\/|$)/)
            for (const segment of path.split('/')) expect(Buffer.byteLength(segment)).toBeLessThanOrEqual(255)
            // No folder that is needed is a file of the same plan.
            for (let folder = dirname(path); folder !== '/out'; folder = dirname(folder)) {
              expect(folder.startsWith('/out/')).toBe(true)
              expect(keys.has(collisionKey(folder))).toBe(false)
            }
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
