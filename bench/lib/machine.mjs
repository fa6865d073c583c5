import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'

/** What a result was measured on. */
export function describeMachine() {
  const [cpu] = os.cpus()
  return {
    at: new Date().toISOString(),
    platform: `${os.platform()} ${os.release()} ${os.arch()}`,
    cpu: cpu?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    node: process.versions.node,
    loadBefore: os.loadavg()[0],
  }
}

/**
 * Writes `bench/results/<name>.json` and tells where.
 *
 * @param {string} name
 * @param {object} result
 */
export function writeResult(name, result) {
  const folder = join(import.meta.dirname, '../results')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.json`)
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
  console.log(`\n${file}`)
}
