import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import * as z from 'zod'
import { codeOf } from '../../shared/code-of.ts'
import { WhittleError } from '../../shared/errors.ts'
import { type WatchOrder, watchOrderSchema } from '../../shared/model/watch.ts'
import type { Log } from '../ports.ts'

const fileSchema = z.object({ version: z.literal(1), watches: z.array(watchOrderSchema) })

/** The orders on disk; none where the file is missing, or damaged: then it is set aside. */
export async function readWatches(file: string, log: Log): Promise<WatchOrder[]> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') log('warn', `The watched folders cannot be read: ${String(error)}`)
    return []
  }
  const { data, error } = fileSchema.safeParse(parseJson(text))
  if (error === undefined) return data.watches
  const aside = `${file}.damaged`
  await rename(file, aside).catch(() => undefined)
  log('warn', `The list of watched folders cannot be used; it was set aside as ${aside}.`)
  return []
}

/** @throws WhittleError `HOME_UNWRITABLE`; the list on disk is as it was then. */
export async function writeWatches(file: string, watches: readonly WatchOrder[]): Promise<void> {
  const part = `${file}.${process.pid}.tmp`
  try {
    const content: z.output<typeof fileSchema> = { version: 1, watches: [...watches] }
    await writeFile(part, `${JSON.stringify(content, null, 2)}\n`, { flush: true })
    await rename(part, file)
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined)
    throw new WhittleError('HOME_UNWRITABLE', { detail: `${file}: ${String(cause)}`, cause })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
