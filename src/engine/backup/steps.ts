import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'
import { codeOf } from '../../shared/code-of.ts'
import { WhittleError } from '../../shared/errors.ts'
import { outputResultSchema } from '../../shared/model/output.ts'

const traitsSchema = z.object({
  mode: z.int(),
  uid: z.int(),
  gid: z.int(),
  atimeNs: z.string(),
  mtimeNs: z.string(),
})

const replacingSchema = z.object({
  type: z.literal('replacing'),
  itemId: z.string(),
  at: z.number(),
  /** Absolute, as all paths here. */
  original: z.string(),
  backup: z.string(),
  /** What takes its place: of the same name, or of the same stem in another format. */
  target: z.string(),
  before: z.object({ sha256: z.string(), bytes: z.number(), traits: traitsSchema }),
  after: outputResultSchema,
  /** What it was made by; the same again would only lose quality. */
  recipe: z.string(),
})
/** An original that was, or was about to be, replaced. Written when its backup is safe, before anything is touched. */
export type Replacing = z.output<typeof replacingSchema>

const stepSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begun'), version: z.literal(1), at: z.number(), dir: z.string() }),
  /** Temporary files that may be left behind. */
  z.object({ type: z.literal('working'), itemId: z.string(), temporary: z.array(z.string()) }),
  replacingSchema,
  /** The item was given up before anything was replaced. */
  z.object({ type: z.literal('undone'), itemId: z.string() }),
])
type Step = z.output<typeof stepSchema>

/** What is known of the originals of one batch. */
export type Steps = {
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** Where the backups are. */
  readonly dir: string
  /** By item; only what was not undone. */
  readonly replaced: ReadonlyMap<string, Replacing>
  readonly temporary: readonly string[]
}

/**
 * The steps of one batch in a file, a JSON document per line; one that was cut off is ignored.
 *
 * @returns `undefined` where there is no such batch.
 */
export async function readSteps(file: string): Promise<Steps | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return ''
    throw error
  })
  let begun: Extract<Step, { type: 'begun' }> | undefined
  const replaced = new Map<string, Replacing>()
  const temporary: string[] = []
  for (const line of text.split('\n')) {
    const step = stepSchema.safeParse(parseJson(line)).data
    if (step?.type === 'begun') begun ??= step
    else if (step?.type === 'working') temporary.push(...step.temporary)
    else if (step?.type === 'replacing') replaced.set(step.itemId, step)
    else if (step !== undefined) replaced.delete(step.itemId)
  }
  return begun === undefined ? undefined : { startedAt: begun.at, dir: begun.dir, replaced, temporary }
}

/**
 * Adds a step; resolves when it survives a power cut, unless `lasting` is `false`.
 *
 * @throws WhittleError `OUTPUT_DISK_FULL`, `HOME_UNWRITABLE`
 */
export async function addStep(file: string, step: Step, lasting = true): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    const handle = await open(file, 'a')
    try {
      // The break in front keeps it apart from a line that a crash or a full disk cut off.
      await handle.appendFile(`\n${JSON.stringify(step)}\n`)
      if (lasting) await handle.datasync()
    } finally {
      await handle.close()
    }
  } catch (cause) {
    const full = ['ENOSPC', 'EDQUOT'].includes(codeOf(cause))
    throw new WhittleError(full ? 'OUTPUT_DISK_FULL' : 'HOME_UNWRITABLE', {
      detail: `${file}: ${String(cause)}`,
      cause,
    })
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
