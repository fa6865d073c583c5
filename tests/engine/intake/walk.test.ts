import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Found, type WalkOptions, walk } from '../../../src/engine/intake/walk.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const posix = process.platform !== 'win32'

function folderWith(...files: string[]): string {
  const folder = temporaryFolder()
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), file)
  }
  return folder
}

async function find(paths: string[], options: Partial<WalkOptions> = {}): Promise<Found[]> {
  const found: Found[] = []
  const all = { ownOutputs: async () => new Map(), signal: new AbortController().signal, ...options }
  for await (const one of walk(paths, all)) found.push(one)
  return found
}

/** `name`, or `name: CODE` where it was not taken. */
const told = (found: Found[]) => found.map(({ name, error }) => (error ? `${name}: ${error.code}` : name))
const namesIn = async (...paths: string[]) => told(await find(paths))

describe('walk', () => {
  it('finds every file below a folder, in the order in which a person would list them', async () => {
    const folder = folderWith('b.jpg', 'a/10.jpg', 'a/9.jpg', 'a/b/deep.png', 'B.jpg', 'notes.txt')
    const found = await find([folder])
    expect(told(found)).toEqual(['a/9.jpg', 'a/10.jpg', 'a/b/deep.png', 'b.jpg', 'B.jpg', 'notes.txt'])
    expect(found.map(({ path, explicit }) => ({ path, explicit }))).toEqual(
      told(found).map((name) => ({ path: join(folder, name), explicit: false })),
    )
  })

  it('passes over what is to be ignored, Whittle’s own folder, and what another batch is going to write', async () => {
    const folder = folderWith(
      'a.jpg',
      'b.tmp.jpg',
      'raw/c.jpg',
      'raw/keep.jpg',
      'home/d.jpg',
      'e.jpg',
      'x/raw',
    )
    const found = await find([folder], {
      ignore: ['*.tmp.jpg', 'raw/*', '!raw/keep.jpg', 'x/'],
      leaveOut: [join(folder, 'home'), join(folder, 'missing')],
      isExpected: (path) => path === join(folder, 'e.jpg'),
    })
    expect(told(found)).toEqual(['a.jpg', 'e.jpg: OWN_OUTPUT', 'raw/keep.jpg'])
    expect(told(await find([join(folder, 'b.tmp.jpg')], { ignore: ['*.tmp.jpg'] }))).toEqual(['b.tmp.jpg'])
  })

  it('names a file that was given by its own name, and says that it was given', async () => {
    const folder = folderWith('a/photo.jpg')
    const path = join(folder, 'a/photo.jpg')
    expect(await find([path])).toEqual([{ path, name: 'photo.jpg', explicit: true }])
  })

  it('finds each file once, however often and by whatever link it is given', async () => {
    const folder = folderWith('a/photo.jpg', 'a/other.jpg')
    const photo = join(folder, 'a/photo.jpg')
    symlinkSync(photo, join(folder, 'a/zlink.jpg'))
    symlinkSync(join(folder, 'a'), join(folder, 'again'))
    expect(await namesIn(photo, join(folder, 'a/zlink.jpg'), folder, folder, photo)).toEqual([
      'photo.jpg',
      'a/other.jpg',
    ])
  })

  it('takes two hard links for the two files they look like', async () => {
    const folder = folderWith('a.jpg')
    linkSync(join(folder, 'a.jpg'), join(folder, 'b.jpg'))
    symlinkSync('b.jpg', join(folder, 'c.jpg'))
    expect(await namesIn(folder, join(folder, 'a.jpg'))).toEqual(['a.jpg', 'b.jpg'])
  })

  it('follows links to folders, but not in circles', async () => {
    const folder = folderWith('a/photo.jpg')
    symlinkSync('..', join(folder, 'a/up'))
    symlinkSync(folder, join(folder, 'self'))
    expect(await namesIn(folder)).toEqual(['a/photo.jpg'])
  })

  it('reports links that lead nowhere or to themselves', async () => {
    const folder = folderWith()
    symlinkSync('nowhere', join(folder, 'dangling.jpg'))
    symlinkSync('loop-b.jpg', join(folder, 'loop-a.jpg'))
    symlinkSync('loop-a.jpg', join(folder, 'loop-b.jpg'))
    expect(await namesIn(folder)).toEqual([
      'dangling.jpg: INPUT_MISSING',
      'loop-a.jpg: INPUT_LINK_LOOP',
      'loop-b.jpg: INPUT_LINK_LOOP',
    ])
  })

  it('passes over hidden files and folders, unless they are given', async () => {
    const folder = folderWith('.hidden.jpg', '.folder/a.jpg', '.whittle-1-1-0.part', 'seen.jpg')
    expect(await namesIn(folder)).toEqual(['seen.jpg'])
    expect(await namesIn(join(folder, '.hidden.jpg'), join(folder, '.folder'))).toEqual([
      '.hidden.jpg',
      'a.jpg',
    ])
  })

  it('reports what is missing and goes on', async () => {
    const folder = folderWith('a.jpg', 'b.jpg')
    const missing = [
      join(folder, 'gone.jpg'),
      join(folder, 'a.jpg/inside.jpg'),
      join(folder, 'x'.repeat(300)),
    ]
    expect(await namesIn(...missing, join(folder, 'b.jpg'))).toEqual([
      'gone.jpg: INPUT_MISSING',
      'inside.jpg: INPUT_MISSING',
      `${'x'.repeat(300)}: INPUT_PATH_TOO_LONG`,
      'b.jpg',
    ])
  })

  it.runIf(posix)('opens neither pipes nor sockets nor devices', async () => {
    const folder = folderWith('photo.jpg')
    execFileSync('mkfifo', [join(folder, 'pipe.jpg')])
    symlinkSync('pipe.jpg', join(folder, 'to-pipe.jpg'))
    symlinkSync('/dev/null', join(folder, 'device.jpg'))
    const server = createServer().listen(join(folder, 'socket.jpg'))
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const found = await find([folder])
    expect(found.map(({ name, error }) => [name, error?.code, error?.detail])).toEqual([
      ['device.jpg', 'INPUT_NOT_A_FILE', 'It is a device.'],
      ['photo.jpg', undefined, undefined],
      ['pipe.jpg', 'INPUT_NOT_A_FILE', 'It is a named pipe.'],
      ['socket.jpg', 'INPUT_NOT_A_FILE', 'It is a socket.'],
      ['to-pipe.jpg', 'INPUT_NOT_A_FILE', 'It is a named pipe.'],
    ])
  })

  it.runIf(process.platform === 'linux')('reports names that are not Unicode', async () => {
    const folder = folderWith('ok.jpg')
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xe9, 0x2e, 0x6a, 0x70, 0x67])]), '')
    expect(await namesIn(folder)).toEqual(['ok.jpg', '\uFFFD.jpg: INPUT_NAME_UNREADABLE'])
  })

  it.runIf(posix)('takes strange names as they are', async () => {
    const names = ['a\\b.jpg', 'line\nbreak.jpg', 'ends.', ' spaces ', '漢字 😀.jpg', 'x'.repeat(255)]
    const folder = folderWith(...names)
    expect((await namesIn(folder)).sort()).toEqual(names.toSorted())
  })

  it.runIf(posix)('reports paths that are longer than the system allows', async () => {
    const folder = temporaryFolder()
    const here = process.cwd()
    onTestFinished(() => void execFileSync('rm', ['-rf', folder]))
    try {
      process.chdir(folder)
      // Step by step, since nothing can be made by a path of that length.
      for (let depth = 0; depth < 21; depth += 1) {
        mkdirSync('d'.repeat(200))
        process.chdir('d'.repeat(200))
      }
      writeFileSync('photo.jpg', '')
    } finally {
      process.chdir(here)
    }
    const [only, ...others] = await find([folder])
    expect(only?.error?.code).toBe('INPUT_PATH_TOO_LONG')
    expect(others).toEqual([])
  })

  it('walks a thousand folders deep', async () => {
    const folder = temporaryFolder()
    const deep = Array(1_000).fill('d').join('/')
    mkdirSync(join(folder, deep), { recursive: true })
    writeFileSync(join(folder, deep, 'photo.jpg'), '')
    expect(await namesIn(folder)).toEqual([`${deep}/photo.jpg`])
  })

  it('reports a folder that cannot be read, and goes on', async () => {
    const folder = folderWith('locked/a.jpg', 'open/b.jpg')
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'locked'), 0)
    onTestFinished(() => chmodSync(join(folder, 'locked'), 0o755))
    const found = await asNobody(() => find([folder, join(folder, 'locked')]))
    expect(told(found)).toEqual(['locked: FOLDER_UNREADABLE', 'open/b.jpg'])
  })

  it('stops when it is told to', async () => {
    const folder = folderWith('a.jpg', 'b/c.jpg', 'd.jpg')
    const abort = new AbortController()
    const names: string[] = []
    for await (const { name } of walk([folder], {
      ownOutputs: async () => new Map(),
      signal: abort.signal,
    })) {
      names.push(name)
      abort.abort()
    }
    expect(names).toEqual(['a.jpg'])
  })

  it('reads a folder that grows meanwhile only as it was', async () => {
    const folder = folderWith('a.jpg', 'b.jpg')
    const names: string[] = []
    for await (const { name } of walk([folder], {
      ownOutputs: async () => new Map(),
      signal: new AbortController().signal,
    })) {
      names.push(name)
      writeFileSync(join(folder, `c${readdirSync(folder).length}.jpg`), '')
      if (name === 'a.jpg') rmSync(join(folder, 'b.jpg'))
    }
    expect(names).toEqual(['a.jpg', 'b.jpg'])
  })
})

describe('our own outputs', () => {
  /** As after a run into `out`: every file in it is in its manifest. */
  const ownIn = (out: string, ...files: string[]): WalkOptions['ownOutputs'] => {
    const own = new Map(files.map((file) => [join(out, file), { bytes: statSync(join(out, file)).size }]))
    return async (folder) => (folder === out ? own : new Map())
  }

  it('are left out, and said to be', async () => {
    const folder = folderWith('a.jpg', 'out/a-640w.webp', 'out/sub/b-640w.webp', 'out/theirs.jpg')
    const ownOutputs = ownIn(join(folder, 'out'), 'a-640w.webp', 'sub/b-640w.webp')
    expect(told(await find([folder], { ownOutputs }))).toEqual([
      'a.jpg',
      'out/a-640w.webp: OWN_OUTPUT',
      'out/sub/b-640w.webp: OWN_OUTPUT',
      'out/theirs.jpg',
    ])
  })

  it('are known in a folder that is inside the output folder', async () => {
    const folder = folderWith('sub/a.jpg', 'sub/a-640w.webp')
    const ownOutputs = ownIn(folder, 'sub/a-640w.webp')
    expect(told(await find([join(folder, 'sub')], { ownOutputs }))).toEqual([
      'a-640w.webp: OWN_OUTPUT',
      'a.jpg',
    ])
  })

  it('are taken where somebody named them', async () => {
    const folder = folderWith('a-640w.webp')
    const ownOutputs = ownIn(folder, 'a-640w.webp')
    expect(told(await find([join(folder, 'a-640w.webp')], { ownOutputs }))).toEqual(['a-640w.webp'])
  })

  it('are ours no longer when they have another size', async () => {
    const folder = folderWith('a-640w.webp')
    const ownOutputs = ownIn(folder, 'a-640w.webp')
    writeFileSync(join(folder, 'a-640w.webp'), 'somebody else wrote here')
    expect(told(await find([folder], { ownOutputs }))).toEqual(['a-640w.webp'])
  })

  it('are asked for once per folder', async () => {
    const folder = folderWith('a/1.jpg', 'a/2.jpg', 'b/3.jpg')
    const asked: string[] = []
    const ownOutputs = async (one: string) => {
      asked.push(one)
      return new Map()
    }
    await find([join(folder, 'a'), join(folder, 'b'), join(folder, 'b/3.jpg')], { ownOutputs })
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked).toEqual(
      expect.arrayContaining([join(folder, 'a'), join(folder, 'b'), folder, dirname(folder)]),
    )
  })
})

/** Runs something with the rights of no one in particular: permissions do not bind root. */
async function asNobody<T>(task: () => Promise<T>): Promise<T> {
  const { geteuid, seteuid } = process
  if (geteuid?.() !== 0 || seteuid === undefined) return task()
  seteuid(65_534)
  try {
    return await task()
  } finally {
    seteuid(0)
  }
}
