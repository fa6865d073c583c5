#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findPrinter } from './desktop-runtime.ts'
import { engineOpener } from './engine.ts'
import { runProgram } from './program.ts'
import { Streams } from './streams.ts'

// This file is the built `out/main/cli.js`: the pool host lies beside it, package.json two folders up.
const here = import.meta.url
const poolHost = { entry: fileURLToPath(new URL('./pool-host.js', here)), execPath: process.execPath }
const appFolder = fileURLToPath(new URL('../..', here))
const version = versionIn(fileURLToPath(new URL('../../package.json', here)))
const electronNote = fileURLToPath(new URL('../../node_modules/.cache/whittle/electron.json', here))

const streams = new Streams(process.stdout, process.stderr)
const code = await runProgram(process.argv.slice(2), {
  streams,
  version,
  cwd: process.cwd(),
  openEngine: engineOpener({ poolHost, version, printer: findPrinter(electronNote, appFolder) }, (message) =>
    streams.note(`whittle: ${message}`),
  ),
  electronNote,
})
// Explicit, so that a handle left open by a library cannot keep a finished command alive.
process.exit(await streams.finish(code))

function versionIn(packageFile: string): string {
  const parsed: unknown = JSON.parse(readFileSync(packageFile, 'utf8'))
  const found = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : ''
  return String(found)
}
