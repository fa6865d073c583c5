import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Makes a stand-in for the `electron` npm package, whose download script does what `script` says. */
export function electronPackage(folder: string, script = 'process.exit(1)'): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'electron', version: '45.4.1' }))
  writeFileSync(join(folder, 'install.js'), script)
  return folder
}

/** Puts a binary into that package the way its download does. */
export function installInto(packageFolder: string, version = '45.4.1', name = 'electron'): string {
  const dist = join(packageFolder, 'dist')
  mkdirSync(dist, { recursive: true })
  writeFileSync(join(dist, 'version'), version)
  writeFileSync(join(dist, name), '')
  writeFileSync(join(packageFolder, 'path.txt'), name)
  return join(dist, name)
}

/** A download script that succeeds. */
export const DOWNLOADING = `
const fs = require('node:fs')
fs.appendFileSync(__dirname + '/attempts', 'x')
fs.mkdirSync(__dirname + '/dist')
fs.writeFileSync(__dirname + '/dist/version', 'v45.4.1')
fs.writeFileSync(__dirname + '/dist/electron', '')
fs.writeFileSync(__dirname + '/path.txt', 'electron')
`

/** A download script that fails the way the real one does without a network. */
export const FAILING = `
require('node:fs').appendFileSync(__dirname + '/attempts', 'x')
console.error(new TypeError('fetch failed').stack)
process.exit(1)
`
