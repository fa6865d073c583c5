import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { homeFolder, openHome } from '../../../src/engine/home/home.ts'
import { isAlive } from '../../../src/engine/home/main-lock.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

afterEach(() => vi.unstubAllEnvs())

const quiet = () => undefined

async function open(dir: string, source = 'engine') {
  const home = await openHome(dir, source, quiet)
  onTestFinished(home.release)
  return home
}

/** The number of a process that was there and is gone. */
async function goneProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

/** What a crash of its owner leaves: a lock of a certain age, and who held it. */
function leaveLock(dir: string, owner: unknown, ageMs = 0): void {
  mkdirSync(join(dir, 'writer.lock'), { recursive: true })
  const time = new Date(Date.now() - ageMs)
  utimesSync(join(dir, 'writer.lock'), time, time)
  writeFileSync(join(dir, 'writer.json'), typeof owner === 'string' ? owner : JSON.stringify(owner))
}

describe('home folder', () => {
  it('is the given one, else WHITTLE_HOME, else the platform’s', () => {
    vi.stubEnv('WHITTLE_HOME', '/from/variable')
    expect(homeFolder('/given')).toBe(resolve('/given'))
    expect(homeFolder('relative')).toBe(resolve('relative'))
    expect(homeFolder()).toBe(resolve('/from/variable'))
    vi.stubEnv('WHITTLE_HOME', '')
    expect(homeFolder()).not.toBe(process.cwd())
    vi.stubEnv('WHITTLE_HOME', undefined)
    vi.stubEnv('XDG_DATA_HOME', undefined)
    if (process.platform === 'linux') expect(homeFolder()).toBe(join(homedir(), '.local/share/whittle'))
    expect(homeFolder()).toMatch(/whittle/)
  })

  it('is made with everything in it', async () => {
    const dir = join(temporaryFolder(), 'deep', 'home')
    const home = await open(dir)
    expect(home.dir).toBe(dir)
    expect(home.path('settings.json')).toBe(join(dir, 'settings.json'))
    for (const name of ['history', 'journal', 'previews', 'logs'] as const) {
      expect(home.path(name)).toBe(join(dir, name))
      expect(existsSync(join(dir, name))).toBe(true)
    }
  })

  it('may be used again', async () => {
    const dir = temporaryFolder()
    await (await openHome(dir, 'engine', quiet)).release()
    expect((await open(dir)).writer).toBe('main')
  })

  it.each([
    ['it is a file', (dir: string) => writeFileSync(dir, '')],
    [
      'one of its folders is a file',
      (dir: string) => {
        mkdirSync(dir)
        writeFileSync(join(dir, 'journal'), '')
      },
    ],
    [
      'its lock cannot be taken',
      (dir: string) => {
        mkdirSync(dir)
        writeFileSync(join(dir, 'writer.json'), '')
        mkdirSync(join(dir, 'writer.lock'))
        writeFileSync(join(dir, 'writer.lock', 'in the way'), '')
        utimesSync(join(dir, 'writer.lock'), 0, 0)
      },
    ],
  ])('cannot be used where %s', async (_, prepare) => {
    const dir = join(temporaryFolder(), 'home')
    prepare(dir)
    await expect(openHome(dir, 'engine', quiet)).rejects.toMatchObject({
      code: 'HOME_UNWRITABLE',
      detail: expect.stringContaining(dir),
    })
  })
})

describe('the main writer', () => {
  it('is one of those that are open at the same time', async () => {
    const dir = temporaryFolder()
    const homes = await Promise.all(['engine', 'cli', 'cli', 'engine'].map((source) => open(dir, source)))
    const writers = homes.map(({ writer }) => writer)
    expect(writers.filter((writer) => writer === 'main')).toHaveLength(1)
    for (const writer of writers) expect(writer).toMatch(new RegExp(`^(main|(engine|cli)-${process.pid})$`))
  })

  it('is the next one when it gives that up', async () => {
    const dir = temporaryFolder()
    const first = await open(dir)
    expect((await open(dir, 'cli')).writer).toBe(`cli-${process.pid}`)
    await first.release()
    await first.release()
    expect((await open(dir)).writer).toBe('main')
  })

  it('is told from an earlier one by more than its number', async () => {
    const dir = temporaryFolder()
    await open(dir)
    expect(JSON.parse(readFileSync(join(dir, 'writer.json'), 'utf8'))).toEqual({
      pid: process.pid,
      startedAt: performance.timeOrigin,
    })
  })

  it('is taken over at once from a process that is gone', async () => {
    const dir = temporaryFolder()
    leaveLock(dir, { pid: await goneProcess(), startedAt: 1 })
    expect((await open(dir)).writer).toBe('main')
  })

  it('is taken over at once from an earlier process with the number of this one', async () => {
    const dir = temporaryFolder()
    leaveLock(dir, { pid: process.pid, startedAt: 1 })
    expect((await open(dir)).writer).toBe('main')
  })

  it('is not taken over from a process that is alive, until that gives no sign of life', async () => {
    const dir = temporaryFolder()
    const owner = { pid: process.ppid, startedAt: 1 }
    leaveLock(dir, owner, 5_000)
    expect((await open(dir)).writer).toBe(`engine-${process.pid}`)
    // As after a power cut, when the number has gone to another process.
    leaveLock(dir, owner, 11_000)
    expect((await open(dir)).writer).toBe('main')
  })

  it.each(['', 'not JSON', '{"pid":-1,"startedAt":0}', '{"pid":"1"}', '4242'])(
    'whose note %j says nothing is judged by the age of its lock',
    async (note) => {
      const dir = temporaryFolder()
      leaveLock(dir, note)
      expect((await open(dir)).writer).toBe(`engine-${process.pid}`)
      leaveLock(dir, note, 11_000)
      expect((await open(dir)).writer).toBe('main')
    },
  )

  it('is one also where several take over from the same dead process', async () => {
    const dir = temporaryFolder()
    leaveLock(dir, { pid: await goneProcess(), startedAt: 1 })
    const homes = await Promise.all(Array.from({ length: 6 }, () => open(dir)))
    expect(homes.filter(({ writer }) => writer === 'main')).toHaveLength(1)
  })

  it('can be found though another one crashed while it took over', async () => {
    const dir = temporaryFolder()
    mkdirSync(join(dir, 'takeover.lock'))
    expect((await open(dir)).writer).toBe('main')
  })
})

describe('a writer is abandoned', () => {
  it('when its process is gone', async () => {
    const home = await open(temporaryFolder())
    expect(home.abandoned(`cli-${await goneProcess()}`)).toBe(true)
    expect(home.abandoned(`cli-${process.ppid}`)).toBe(false)
    // This process has another name now, so it was an earlier one.
    expect(home.abandoned(`cli-${process.pid}`)).toBe(true)
    expect(home.abandoned('nonsense')).toBe(false)
  })

  it('when it was the main one, only for who is that now', async () => {
    const dir = temporaryFolder()
    const [main, other] = [await open(dir), await open(dir, 'cli')]
    expect(main.abandoned('main')).toBe(true)
    expect(other.abandoned('main')).toBe(false)
  })
})

describe('isAlive', () => {
  it('knows a process of somebody else, whom it may not signal', () => {
    const { geteuid, seteuid } = process
    if (geteuid?.() !== 0 || seteuid === undefined) {
      // Number one is root’s.
      expect(isAlive(1)).toBe(true)
      return
    }
    seteuid(65_534)
    try {
      expect(isAlive(process.ppid)).toBe(true)
    } finally {
      seteuid(0)
    }
  })
})
