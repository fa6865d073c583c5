import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { engineCommands } from '../../shared/contract/engine.ts'
import { previewScheme } from '../../shared/contract/shell.ts'
import { toErrorData } from '../../shared/errors.ts'
import type { EngineHost } from '../engine-host/engine-host.ts'

/**
 * Serves pictures of originals and outputs, small or whole. An address names a batch and an item, never a path, so a
 * window can only see what the engine knows.
 */
export function servePreviews(engine: EngineHost): void {
  protocol.handle(previewScheme, async (request) => {
    const startedAt = performance.now()
    try {
      const found = await find(engine, new URL(request.url))
      if (found === undefined) return new Response(null, { status: 400 })
      const { path, mime, kind } = found
      const headers = { 'content-type': mime, 'cache-control': 'private, max-age=3600' }
      const bytes = new Uint8Array(await readFile(path))
      if (kind !== undefined) record(engine, kind, performance.now() - startedAt)
      return new Response(bytes, { headers })
    } catch (error) {
      return new Response(toErrorData(error).message, { status: 404 })
    }
  })
}

type Found = {
  readonly path: string
  readonly mime: string
  /** Of a small picture that somebody looks at: whether it was there already. */
  readonly kind?: 'hit' | 'miss'
}

async function find(engine: EngineHost, url: URL): Promise<Found | undefined> {
  if (url.hostname === 'trial') {
    const trialId = decodeURIComponent(url.pathname.slice(1))
    const wanted = engineCommands.getTrial.params.safeParse({ trialId })
    return wanted.success ? engine.call('getTrial', wanted.data) : undefined
  }
  const { side, ...place } = placeOf(url)
  if (side === null) {
    const wanted = engineCommands.getPicture.params.safeParse(place)
    return wanted.success ? engine.call('getPicture', wanted.data) : undefined
  }
  const wanted = engineCommands.getPreview.params.safeParse({ ...place, side: Number(side) })
  if (!wanted.success) return undefined
  const { made, ...preview } = await engine.call('getPreview', wanted.data)
  if (url.searchParams.has('ahead')) return preview
  return { ...preview, kind: made ? 'miss' : 'hit' }
}

/** Time to the first byte; all of them come at once. A lost measurement is not worth an error. */
function record(engine: EngineHost, kind: 'hit' | 'miss', durationMs: number): void {
  const operation = { at: Date.now(), operation: 'preview-request', kind, status: 'ok', durationMs } as const
  engine.call('recordOperation', operation).catch(() => undefined)
}

function placeOf({ pathname, searchParams }: URL) {
  const [batchId, itemId] = pathname.split('/').filter(Boolean).map(decodeURIComponent)
  const output = searchParams.get('output')
  return {
    batchId,
    itemId,
    side: searchParams.get('side'),
    ...(output === null ? {} : { output: Number(output) }),
  }
}
