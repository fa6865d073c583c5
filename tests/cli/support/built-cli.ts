import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../..')
const entry = join(root, 'out/main/cli.js')
const samples = join(root, 'samples')
export const sampleNames = ['Aqua', 'FreshFlower', 'Garden', 'GreenMeadow', 'LadyBird', 'YellowFlower']

export type Finished = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder to work in and a home folder for Whittle, both gone afterwards. */
export type Workspace = {
  readonly dir: string
  readonly path: (...parts: string[]) => string
  /** Copies sample photographs into a folder of the workspace and tells its path. */
  readonly photos: (folder: string, names: readonly string[]) => Promise<string>
  readonly run: (...args: string[]) => Promise<Finished>
  readonly start: (...args: string[]) => RunningCli
  readonly remove: () => Promise<void>
}

export async function createWorkspace(): Promise<Workspace> {
  if (!existsSync(entry)) throw new Error('out/main/cli.js is missing: run "npx electron-vite build" first.')
  const dir = await mkdtemp(join(tmpdir(), 'whittle-cli-'))
  const path = (...parts: string[]) => join(dir, ...parts)
  const start = (...args: string[]) => new RunningCli(args, { cwd: dir, home: path('home') })
  return {
    dir,
    path,
    photos: async (folder, names) => {
      await mkdir(path(folder), { recursive: true })
      for (const name of names) await cp(join(samples, `${name}.jpg`), path(folder, `${name}.jpg`))
      return path(folder)
    },
    start,
    run: (...args) => start(...args).finished,
    remove: () => rm(dir, { recursive: true, force: true }),
  }
}

/** The built command line in a process group of its own, as a shell starts it. */
class RunningCli {
  readonly child: ChildProcess
  readonly finished: Promise<Finished>
  #stdout = ''
  #stderr = ''
  #onStderr = () => {}
  #onStdout = () => {}

  constructor(args: readonly string[], options: { cwd: string; home: string }) {
    this.child = spawn(process.execPath, [entry, ...args], {
      cwd: options.cwd,
      env: { ...process.env, WHITTLE_HOME: options.home },
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.#stdout += chunk.toString()
      this.#onStdout()
    })
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString()
      this.#onStderr()
    })
    this.finished = new Promise((done, fail) => {
      this.child.on('error', fail)
      this.child.on('close', (code) => done({ code, stdout: this.#stdout, stderr: this.#stderr }))
    })
  }

  /** Resolves as soon as standard error contains a match; rejects when the process ends without one. */
  async said(pattern: RegExp): Promise<void> {
    await Promise.race([
      new Promise<void>((done) => {
        this.#onStderr = () => pattern.test(this.#stderr) && done()
        this.#onStderr()
      }),
      this.finished.then(({ code, stderr }) => {
        if (!pattern.test(stderr))
          throw new Error(`It ended with ${code} and never said ${pattern}:\n${stderr}`)
      }),
    ])
  }

  /** Resolves as soon as standard output contains a match; rejects when the process ends without one. */
  async printed(pattern: RegExp): Promise<void> {
    await Promise.race([
      new Promise<void>((done) => {
        this.#onStdout = () => pattern.test(this.#stdout) && done()
        this.#onStdout()
      }),
      this.finished.then(({ code, stdout, stderr }) => {
        if (!pattern.test(stdout))
          throw new Error(`It ended with ${code} and never printed ${pattern}:\n${stdout}${stderr}`)
      }),
    ])
  }

  /** Ctrl-C on a terminal reaches every process of the group, the workers as well. */
  interrupt(): void {
    if (this.child.pid === undefined) throw new Error('It was never started.')
    process.kill(-this.child.pid, 'SIGINT')
  }
}
