import { create } from 'zustand'
import type { ParamsOf } from '../../shared/contract/define.ts'
import type { EngineCommands } from '../../shared/contract/engine.ts'
import type { Batch } from '../../shared/model/batch.ts'
import type { Run } from '../../shared/model/history.ts'
import type { Item } from '../../shared/model/item.ts'
import { call, pathsOf } from '../bridge.ts'
import { notifyError, notifyNothingUsable } from '../components/notify.ts'
import { t } from '../i18n.ts'
import { useBatches } from './batches.ts'
import { useEngine } from './engine.ts'
import { useScreen } from './screen.ts'

/** What a batch was made of, and whether it stands for one that was lost with an earlier engine. */
type Given = { readonly paths: readonly string[]; readonly restored: boolean }

type IntakeState = {
  /** Paths that were given before the engine could take them, one entry per drop. */
  readonly waiting: readonly (readonly string[])[]
  /** Per batch that is not started yet what it was made of: the engine keeps no plans beyond its own life. */
  readonly given: ReadonlyMap<string, Given>
}

export const useIntake = create<IntakeState>()(() => ({ waiting: [], given: new Map() }))

/** Turns paths into a batch and shows it. While the engine is not ready they wait. */
export async function addPaths(paths: readonly string[], outDir?: string): Promise<void> {
  if (paths.length === 0) return
  useScreen.getState().go('optimize')
  if (useEngine.getState().engine.state !== 'ready') {
    useIntake.setState(({ waiting }) => ({ waiting: [...waiting, paths] }))
    return
  }
  try {
    const batch = await createBatch({ paths: [...paths], ...(outDir === undefined ? {} : { outDir }) }, false)
    useBatches.getState().show(batch.id)
  } catch (error) {
    notifyError(error)
  }
}

/** Makes a batch, lists it, and remembers what it was made of. */
export async function createBatch(
  params: ParamsOf<EngineCommands, 'createBatch'>,
  restored: boolean,
): Promise<Batch> {
  const batch = await call('createBatch', params)
  const { batches, change } = useBatches.getState()
  // News of its plan may have overtaken the answer.
  if (!batches.some((known) => known.id === batch.id)) change(batch)
  useIntake.setState(({ given }) => ({
    given: new Map([...given, [batch.id, { paths: params.paths, restored }]]),
  }))
  return batch
}

/** Plans a past run again: the same originals, the same recipe, into the same folder. */
export async function runAgain(run: Run, items: readonly Item[]): Promise<void> {
  try {
    const paths = items.map(({ input }) => input)
    const batch = await createBatch({ paths, recipe: run.recipe, outDir: run.outDir }, false)
    useBatches.getState().show(batch.id)
    useScreen.getState().go('optimize')
  } catch (error) {
    notifyError(error)
  }
}

/** Forgets what a batch was made of: it is started, or it is gone. */
export function forgetGiven(batchId: string): void {
  if (!useIntake.getState().given.has(batchId)) return
  useIntake.setState(({ given }) => ({ given: new Map([...given].filter(([id]) => id !== batchId)) }))
}

/** Takes in what waited for the engine. */
export async function addWaiting(): Promise<void> {
  const { waiting } = useIntake.getState()
  useIntake.setState({ waiting: [] })
  for (const paths of waiting) await addPaths(paths)
}

/**
 * Takes in what was dropped on the window or pasted. Pictures without a place on a disk (out of a browser, a
 * screenshot) are kept as files first, and their results go to the folder for pictures.
 */
export async function addFiles(files: readonly File[]): Promise<void> {
  const paths = pathsOf(files)
  const loose = files.filter((file, index) => paths[index] === '' && file.type.startsWith('image/'))
  const known = paths.filter((path) => path !== '')
  if (known.length === 0 && loose.length === 0) notifyNothingUsable()
  await addPaths(known)
  if (loose.length === 0) return
  try {
    const kept = await Promise.all(loose.map(keep))
    const { picturesFolder } = useEngine.getState()
    await addPaths(kept, picturesFolder === '' ? undefined : `${picturesFolder}/Whittle`)
  } catch (error) {
    notifyError(error)
  }
}

/**
 * Takes in what was dropped on the window. A browser hands over a picture as a file, or only its address: one that
 * has the picture in it (`data:`) or stands for a file is taken too, any other would need a network.
 *
 * @param addresses One a line; what begins with `#` is a remark.
 */
export async function addDropped(files: readonly File[], addresses: string): Promise<void> {
  if (files.length > 0) return addFiles(files)
  // What was dragged from one place of this window to another.
  const lines = addresses.split(/\r?\n/).filter((line) => line !== '' && !/^(#|whittle-)/.test(line))
  const pictures = lines.map(pictureIn).filter((file) => file !== undefined)
  const paths = lines.map(pathIn).filter((path) => path !== undefined)
  if (pictures.length > 0) await addFiles(pictures)
  else if (paths.length === 0 && lines.length > 0) notifyNothingUsable()
  await addPaths(paths)
}

/** Takes in paths that were pasted as text: whole lines that begin as paths do. */
export async function addPastedText(text: string): Promise<void> {
  const paths = text.split('\n').map(pathIn)
  await addPaths(paths.filter((path) => path !== undefined))
}

async function keep(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const name = file.name === '' ? `${t('optimize.pasted')}.png` : file.name
  const { path } = await call('keepPicture', { name, base64: base64Of(bytes) })
  return path
}

/** In pieces: a call takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  }
  return btoa(text)
}

/** The picture in a `data:` address; `undefined` for any other address and one that is damaged. */
function pictureIn(address: string): File | undefined {
  const [, type = '', text] = /^data:(image\/[\w.+-]+);base64,([\w+/=%]+)\s*$/i.exec(address) ?? []
  if (text === undefined) return undefined
  try {
    const bytes = Uint8Array.from(atob(decodeURIComponent(text)), (character) => character.charCodeAt(0))
    const extension = type.slice('image/'.length).replace(/\+.*$/, '')
    return new File([bytes], `${t('optimize.pasted')}.${extension}`, { type })
  } catch {
    return undefined
  }
}

function pathIn(line: string): string | undefined {
  const text = line.trim().replace(/^"(.*)"$/, '$1')
  if (text.startsWith('file://')) {
    const path = decodeURIComponent(new URL(text).pathname)
    return /^\/[a-z]:/i.test(path) ? path.slice(1) : path
  }
  return /^(\/|[a-z]:[\\/]|\\\\)/i.test(text) ? text : undefined
}

/** Opens the system's dialog and takes in what was chosen. */
export async function chooseInputs(kind: 'files' | 'folder'): Promise<void> {
  try {
    const { paths } = await call('chooseInputs', { kind })
    await addPaths(paths)
  } catch (error) {
    notifyError(error)
  }
}
