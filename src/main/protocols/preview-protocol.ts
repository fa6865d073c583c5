import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { engineCommands } from '../../shared/contract/engine.ts'
import { previewScheme } from '../../shared/contract/shell.ts'
import { toErrorData } from '../../shared/errors.ts'
import type { EngineHost } from '../engine-host/engine-host.ts'

/**
 * Serves small pictures of originals and outputs. An address names a batch and an item, never a path, so a window
 * can only see what the engine knows.
 */
export function servePreviews(engine: EngineHost): void {
  protocol.handle(previewScheme, async (request) => {
    try {
      const wanted = engineCommands.getPreview.params.safeParse(placeOf(new URL(request.url)))
      if (!wanted.success) return new Response(null, { status: 400 })
      const { path, mime } = await engine.call('getPreview', wanted.data)
      const headers = { 'content-type': mime, 'cache-control': 'private, max-age=3600' }
      return new Response(new Uint8Array(await readFile(path)), { headers })
    } catch (error) {
      return new Response(toErrorData(error).message, { status: 404 })
    }
  })
}

function placeOf({ pathname, searchParams }: URL): unknown {
  const [batchId, itemId] = pathname.split('/').filter(Boolean).map(decodeURIComponent)
  const output = searchParams.get('output')
  return {
    batchId,
    itemId,
    side: Number(searchParams.get('side')),
    ...(output === null ? {} : { output: Number(output) }),
  }
}
