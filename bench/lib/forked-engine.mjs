import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'

const entry = resolve(import.meta.dirname, '../../out/main/engine.js')
const shim = new URL('./parent-port.mjs', import.meta.url).href

/**
 * The built engine in a process of its own, spoken to as the app does.
 *
 * @param {string} home
 * @param {(name: string, payload: any) => void} onEvent
 */
export async function forkEngine(home, onEvent) {
  const start = JSON.stringify({
    version: '0',
    nodePath: process.execPath,
    unfinished: 'offer',
    // Nothing is printed here.
    printer: { command: process.execPath, args: ['--version'] },
  })
  const child = fork(entry, [start], {
    env: { ...process.env, WHITTLE_HOME: home },
    execArgv: ['--import', shim],
    serialization: 'advanced',
  })
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const pending = new Map()
  let nextId = 1
  await new Promise((ready, failed) => {
    child.on('exit', (code) => failed(new Error(`The engine ended with ${code}`)))
    child.on('message', (/** @type {any} */ message) => {
      if (message.type === 'ready') ready(undefined)
      else if (message.type === 'startup-failed') failed(new Error(JSON.stringify(message.error)))
      else if (message.type === 'event') onEvent(message.name, message.payload)
      else if (message.type === 'result') pending.get(message.id)?.resolve(message.value)
      else if (message.type === 'error')
        pending.get(message.id)?.reject(new Error(JSON.stringify(message.error)))
    })
  })
  return {
    /** @param {string} method @param {object} params @returns {Promise<any>} */
    call: (method, params) =>
      new Promise((done, reject) => {
        const id = nextId++
        pending.set(id, { resolve: done, reject })
        child.send({ type: 'call', id, method, params })
      }),
    /** Resident bytes now, and the most there ever were; Linux only. */
    residentBytes: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      const kilobytes = (/** @type {RegExp} */ of) => Number(of.exec(status)?.[1] ?? 0)
      return { now: 1_024 * kilobytes(/VmRSS:\s+(\d+)/), peak: 1_024 * kilobytes(/VmHWM:\s+(\d+)/) }
    },
    kill: () => child.kill('SIGKILL'),
  }
}
