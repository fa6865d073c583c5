import { join, normalize, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { net, protocol } from 'electron'

/** The window's own origin: unlike `file:` it can reach nothing but what is served here. */
export const appScheme = 'whittle-app'
export const appOrigin = `${appScheme}://window`

/** Serves the built renderer, and only that folder. */
export function serveApp(rendererFolder: string): void {
  protocol.handle(appScheme, async (request) => {
    try {
      const { host, pathname } = new URL(request.url)
      const path = normalize(join(rendererFolder, decodeURIComponent(pathname)))
      if (host !== 'window' || !path.startsWith(rendererFolder + sep))
        return new Response(null, { status: 404 })
      return await net.fetch(pathToFileURL(path).href)
    } catch {
      // An address that is no address, or a file that is not there.
      return new Response(null, { status: 404 })
    }
  })
}
