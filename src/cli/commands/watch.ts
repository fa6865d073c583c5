import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Engine } from '../../engine/create-engine.ts'
import type { Item } from '../../shared/model/item.ts'
import type { Watch } from '../../shared/model/watch.ts'
import { responsiveWeb } from '../../shared/recipe/index.ts'
import type { CliContext } from '../context.ts'
import { withEngine } from '../engine.ts'
import { watchInterruption } from '../interruption.ts'
import { parsePath } from '../options.ts'
import { bytesText, countText, durationText, pathText } from '../text.ts'
import { helpPointer, UsageError } from '../usage-error.ts'

type WatchOptions = { readonly out?: string; readonly recipe: string; readonly json?: boolean }

const examples = `
It ends with Ctrl-C; what arrives while it does not run is found at the next start.

Examples:
  $ whittle watch incoming --out web
  $ whittle watch incoming --out web --recipe best-format`

/** `whittle watch <folder>` */
export function addWatch(program: Command, context: CliContext): void {
  program
    .command('watch')
    .summary('optimize the images of a folder as they arrive')
    .description('Optimizes what is in a folder, and then whatever arrives there, until it is stopped.')
    .argument('<folder>', 'which folder', parsePath)
    .option('-o, --out <dir>', 'folder for the results', parsePath)
    .option('--recipe <name>', 'what to make of each image; see "whittle recipes"', responsiveWeb.id)
    .option('--json', 'print one JSON document per image and line on standard output')
    .addHelpText('after', examples)
    .showHelpAfterError(helpPointer('watch'))
    .action((folder: string, options: WatchOptions) => watch(folder, options, context))
}

async function watch(folder: string, options: WatchOptions, context: CliContext): Promise<void> {
  const { streams, cwd } = context
  if (options.out === undefined) throw new UsageError('watch', 'option --out DIR is missing')
  const outDir = resolve(cwd, options.out)
  const interruption = watchInterruption(() => streams.note('Stopping; what is finished is kept.'))
  try {
    await withEngine(context.openEngine(), async (engine) => {
      const stop = tellImages(engine, outDir, (item) => {
        if (options.json === true) streams.result(JSON.stringify(item))
        else streams.result(itemLine(item, cwd))
      })
      engine.on(
        'watchesChanged',
        tellStates((line) => streams.note(line)),
      )
      const order = { folder: resolve(cwd, folder), outDir, recipeId: options.recipe, temporary: true }
      await engine.commands.addWatch(order)
      await untilAborted(interruption.signal)
      stop()
    })
  } finally {
    interruption.dispose()
  }
}

/** Tells every image of that folder once for each time that it ends. */
function tellImages(engine: Engine, outDir: string, tell: (item: Item) => void): () => void {
  const told = new Set<string>()
  const tellEnded = (batchId: string, items: readonly Item[]): void => {
    for (const item of items) {
      const key = `${batchId} ${item.id}`
      if (!endStates.has(item.state) || told.has(key)) continue
      told.add(key)
      tell(item)
    }
  }
  // A batch that comes out of the cache ends so soon that its items are news before it is itself.
  const early = new Map<string, Item[]>()
  const ours = new Map<string, boolean>()
  const stopBatches = engine.on('batchChanged', (batch) => {
    ours.set(batch.id, batch.outDir === outDir)
    if (batch.outDir === outDir) tellEnded(batch.id, early.get(batch.id) ?? [])
    early.delete(batch.id)
  })
  const stopItems = engine.on('itemsChanged', ({ batchId, items }) => {
    const isOurs = ours.get(batchId)
    if (isOurs === true) tellEnded(batchId, items)
    if (isOurs === undefined) early.set(batchId, [...(early.get(batchId) ?? []), ...items])
  })
  return () => {
    stopBatches()
    stopItems()
  }
}

const endStates: ReadonlySet<Item['state']> = new Set<Item['state']>(['done', 'failed', 'skipped'])

function tellStates(tell: (line: string) => void): (watches: Watch[]) => void {
  let last: Watch['state'] | undefined
  return ([watch]) => {
    if (watch === undefined || watch.state === last) return
    last = watch.state
    if (watch.state === 'watching') tell(`Watching ${watch.folder}; Ctrl-C ends it.`)
    if (watch.state === 'missing') tell(`${watch.folder} is not there any more; waiting for it.`)
    if (watch.state === 'failed') tell(`${watch.folder}: ${watch.error?.message ?? 'it cannot be watched'}`)
  }
}

function itemLine({ input, state, error, outputs, ms = 0 }: Item, cwd: string): string {
  const path = pathText(input, cwd)
  if (state !== 'done') return `${path}: ${error?.message ?? state} (${error?.code ?? state})`
  const bytes = outputs.reduce((sum, output) => sum + output.bytes, 0)
  return `${path}: ${countText(outputs.length, 'output')}, ${bytesText(bytes)}, ${durationText(ms)}`
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
