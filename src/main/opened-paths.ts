import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'

/**
 * The files and folders among the arguments of a start: what exists and is no option; everything after `--` is a path,
 * whatever it begins with. Absolute.
 *
 * @param argv Without Electron and the app itself.
 * @param folder Where relative paths begin: the working folder of whoever started the app.
 */
export function openedPaths(argv: readonly string[], folder: string, appFolder: string): string[] {
  const end = argv.indexOf('--')
  const before = end < 0 ? argv : argv.slice(0, end)
  const after = end < 0 ? [] : argv.slice(end + 1)
  return [...before.filter((argument) => !argument.startsWith('-')), ...after]
    .filter((argument) => argument !== '')
    .map((argument) => resolve(folder, argument))
    .filter((path) => path !== resolve(appFolder) && existsSync(path))
}

const handedOverSchema = z.object({ paths: z.array(z.string().min(1)) })

/** What a second instance hands to the first; nothing where another program speaks in its name. */
export function handedOver(data: unknown): string[] {
  return handedOverSchema.safeParse(data).data?.paths ?? []
}
