import { statSync } from 'node:fs'
import { atMost, median, type PartContext, type PartResult, seconds } from './part.ts'
import { isProgram } from './tools.ts'
import { runWhittle } from './whittle.ts'

const recipes = [
  { name: 'Responsive web', options: ['--recipe', 'responsive-web'] },
  { name: 'fixed, effort 4', options: ['--quality', '80', '--effort', '4'] },
] as const

/** One image on one core and on all of them. */
export async function oneImage({ inputs, scratch, quick }: PartContext): Promise<PartResult> {
  const hasTaskset = isProgram('taskset')
  const largest = inputs.files.toSorted((a, b) => statSync(b).size - statSync(a).size).slice(0, quick ? 1 : 3)
  const rows: PartResult['rows'][number][] = []
  const ratios = new Map<string, number[]>()
  for (const { name, options } of recipes) {
    for (const file of largest) {
      let [one, all] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
      for (let round = 0; round < (quick ? 1 : 2); round += 1) {
        const alone = hasTaskset ? options : [...options, '--concurrency', '1']
        one = Math.min(one, (await runWhittle([file], alone, scratch, hasTaskset)).document.durationMs)
        all = Math.min(all, (await runWhittle([file], options, scratch)).document.durationMs)
      }
      ratios.set(name, [...(ratios.get(name) ?? []), all / one])
      rows.push({
        recipe: name,
        image: file.split('/').at(-1) ?? file,
        'one core s': seconds(one),
        'all cores s': seconds(all),
        ratio: Math.round((100 * all) / one) / 100,
      })
    }
  }
  return {
    title: 'One image, on one core and on all',
    rows,
    checks: [...ratios].map(([name, values]) =>
      atMost(`${name}: all cores / one core, median`, median(values), 0.65),
    ),
    notes: [
      hasTaskset
        ? 'One core: taskset -c 0. Times are those of the batch, the best of two rounds.'
        : 'There is no taskset here: one core stands for --concurrency 1.',
    ],
  }
}
