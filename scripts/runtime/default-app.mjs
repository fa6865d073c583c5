/**
 * What `electron <folder>` means, for a runtime that comes without Electron's default app. It runs inside
 * that runtime as `resources/app/main.mjs`: being a module, it makes Electron wait with `ready` until the
 * app's own main is loaded.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

// The first argument that is no option is the app's folder. Playwright and electron-vite give it as one word.
const folder = path.resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.')
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))

/**
 * Two of these are Electron's own means for its default app, and not in its types.
 *
 * @type {import('electron').App & { setVersion(version: string): void, setAppPath(folder: string): void }}
 */
const electronApp = Object.assign(app)
electronApp.setVersion(manifest.version ?? '0.0.0')
electronApp.setName(manifest.productName ?? manifest.name ?? path.basename(folder))
electronApp.setAppPath(folder)
// As with Electron's default app, so that the app can tell `electron <folder>` from a package.
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })

await import(pathToFileURL(path.join(folder, manifest.main ?? 'index.js')).href)
