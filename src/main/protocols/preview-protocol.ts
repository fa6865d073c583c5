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
    try {
      const found = await find(engine, new URL(request.url))
      if (found === undefined) return new Response(null, { status: 400 })
      const { path, mime } = found
      const headers = { 'content-type': mime, 'cache-control': 'private, max-age=3600' }
      return new Response(new Uint8Array(await readFile(path)), { headers })
    } catch (error) {
      return new Response(toErrorData(error).message, { status: 404 })
    }
  })
}

async function find(engine: EngineHost, url: URL): Promise<{ path: string; mime: string } | undefined> {
  if (url.hostname === 'trial') {
    const wanted = engineCommands.getTrial.params.safeParse({
      trialId: decodeURIComponent(url.pathname.slice(1)),
    })
    return wanted.success ? engine.call('getTrial', wanted.data) : undefined
  }
  const { side, ...place } = placeOf(url)
  if (side === null) {
    const wanted = engineCommands.getPicture.params.safeParse(place)
    return wanted.success ? engine.call('getPicture', wanted.data) : undefined
  }
  const wanted = engineCommands.getPreview.params.safeParse({ ...place, side: Number(side) })
  return wanted.success ? engine.call('getPreview', wanted.data) : undefined
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
