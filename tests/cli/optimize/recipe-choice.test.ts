import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseRecipe } from '../../../src/cli/optimize/recipe-choice.ts'
import { UsageError } from '../../../src/cli/usage-error.ts'
import { sampleRecipe } from '../../support/samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A folder with that in `mine.json`. */
function folderWith(content: string): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mine.json'), content)
  return folder
}

describe('--recipe', () => {
  it.each(['responsive-web', 'My own', 'json'])('%s is a name', async (name) => {
    expect(await chooseRecipe(name, '/nowhere')).toEqual({ name })
  })

  it('reads a file, with or without a byte order mark, and fills in what is left out', async () => {
    const { id, name, formats, sizes, quality } = sampleRecipe
    const short = JSON.stringify({ id, name, formats, sizes, quality })
    const folder = folderWith(`\uFEFF${short}`)
    const recipe = { ...sampleRecipe, effort: { mode: 'auto', prefer: 'balanced' } }
    for (const value of ['mine.json', './mine.json', join(folder, 'mine.json')]) {
      expect(await chooseRecipe(value, folder)).toEqual({ recipe })
    }
  })

  it.each([
    ['not JSON', '{"id":', /^option --recipe mine\.json: it is not JSON: /],
    ['no recipe', '[]', /^option --recipe mine\.json: the file: /],
    ['a wrong field', JSON.stringify({ ...sampleRecipe, minimumSaving: 200 }), /: minimumSaving: Too big/],
    [
      'two wrong fields',
      JSON.stringify({ ...sampleRecipe, sizes: [{ width: 0 }], naming: '{name}' }),
      /: sizes\[0\]\.?.*: .*/,
    ],
    [
      'a name that does not tell sizes apart',
      JSON.stringify({ ...sampleRecipe, naming: '{name}.{ext}' }),
      /: naming: With/,
    ],
  ])('refuses %s', async (_, content, message) => {
    const refused = chooseRecipe('mine.json', folderWith(content))
    await expect(refused).rejects.toThrow(UsageError)
    await expect(refused).rejects.toThrow(message)
  })

  it('refuses what cannot be read', async () => {
    await expect(chooseRecipe('gone.json', temporaryFolder())).rejects.toThrow(
      /--recipe gone\.json: .*ENOENT/,
    )
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'a.json'))
    await expect(chooseRecipe('a.json', folder)).rejects.toThrow(UsageError)
  })
})
