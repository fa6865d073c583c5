import { basename, dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { collisionKey } from '../../../src/engine/intake/naming.ts'
import {
  type Claimed,
  type Occupancy,
  OutputNames,
  type Wanted,
} from '../../../src/engine/intake/output-names.ts'
import type { OwnedOutput } from '../../../src/engine/ports.ts'
import { type Random, seeded } from '../../support/random.ts'

const outDir = '/out'

/** An output folder in memory. `changed` are files of ours that somebody wrote to since. */
function folderWith(options: {
  files?: readonly string[]
  folders?: readonly string[]
  owned?: ReadonlyMap<string, OwnedOutput>
  changed?: readonly string[]
}) {
  const { files = [], folders = [], owned = new Map<string, OwnedOutput>(), changed = [] } = options
  const compared: string[] = []
  const entriesOf = (paths: readonly string[], folder: string, isFolder: boolean) =>
    paths.filter((path) => dirname(path) === folder).map((path) => ({ name: basename(path), isFolder }))
  const occupancy: Occupancy = {
    entries: async (folder) => [
      ...entriesOf([...files, ...owned.keys()], folder, false),
      ...entriesOf(folders, folder, true),
    ],
    owned: (path) => owned.get(path),
    isUnchanged: async (path) => {
      compared.push(path)
      return !changed.includes(path)
    },
  }
  return { occupancy, compared }
}

const ours = (source: string): OwnedOutput => ({ source, sha256: `of ${source}`, bytes: 1 })
const wanted = (name: string, input = `/in/${name}`): Wanted => ({
  input,
  name,
  width: 640,
  height: 480,
  format: 'webp',
  extension: 'webp',
})

/** A claim that has to succeed. */
async function claim(names: OutputNames, what: Wanted): Promise<Claimed> {
  const claimed = await names.claim(what)
  if (claimed === undefined) throw new Error(`No name for ${what.name}`)
  return claimed
}

function namesFor(options: Parameters<typeof folderWith>[0] = {}, reserved: readonly string[] = []) {
  const { occupancy, compared } = folderWith(options)
  return { names: new OutputNames(outDir, occupancy, new Set(reserved)), compared }
}

describe('output names', () => {
  it('mirror the folders of the originals', async () => {
    const { names } = namesFor()
    expect(await names.claim(wanted('photo.jpg'))).toEqual({ path: '/out/photo-640w.webp' })
    expect(await names.claim(wanted('2024/05/photo.jpg'))).toEqual({ path: '/out/2024/05/photo-640w.webp' })
  })

  it('count up for originals that differ only in case, accents’ composition or extension', async () => {
    const { names } = namesFor()
    const originals = ['caf\u00e9.jpg', 'CAF\u00c9.jpg', 'cafe\u0301.JPG', 'caf\u00e9.png']
    const paths = []
    for (const name of originals) paths.push((await claim(names, wanted(name))).path)
    expect(paths).toEqual([
      '/out/caf\u00e9-640w.webp',
      '/out/CAF\u00c9-640w-2.webp',
      '/out/cafe\u0301-640w-3.webp',
      '/out/caf\u00e9-640w-4.webp',
    ])
  })

  it('take no name that is there, whatever its case', async () => {
    const { names } = namesFor({ files: ['/out/PHOTO-640W.WEBP', '/out/photo-640w-2.webp'] })
    expect(await names.claim(wanted('photo.jpg'))).toEqual({ path: '/out/photo-640w-3.webp' })
  })

  it('take no name that another batch is going to use', async () => {
    const { names } = namesFor({}, ['/out/Photo-640w.webp', '/out/sub'])
    expect(await names.claim(wanted('photo.jpg'))).toEqual({ path: '/out/photo-640w-2.webp' })
    expect(await names.claim(wanted('sub/photo.jpg'))).toEqual({ path: '/out/sub-2/photo-640w.webp' })
  })

  it('replace the earlier result of the same original, and of no other', async () => {
    const owned = new Map([['/out/photo-640w.webp', ours('/in/photo.jpg')]])
    const other = namesFor({ owned }).names
    expect(await other.claim(wanted('photo.jpg', '/elsewhere/photo.jpg'))).toEqual({
      path: '/out/photo-640w-2.webp',
    })
    const same = namesFor({ owned }).names
    expect(await same.claim(wanted('photo.jpg'))).toEqual({
      path: '/out/photo-640w.webp',
      replaces: 'of /in/photo.jpg',
    })
    // Only once: the second time it is this batch's own.
    expect(await same.claim(wanted('photo.jpg'))).toEqual({ path: '/out/photo-640w-2.webp' })
  })

  it('leave an earlier result for its original, though another asks first', async () => {
    const owned = new Map([
      ['/out/photo-640w.webp', ours('/a/photo.jpg')],
      ['/out/photo-640w-2.webp', ours('/b/photo.jpg')],
    ])
    const { names } = namesFor({ owned })
    const claims = []
    for (const input of ['/b/photo.jpg', '/c/photo.jpg', '/a/photo.jpg']) {
      claims.push(await names.claim(wanted('photo.jpg', input)))
    }
    expect(claims).toEqual([
      { path: '/out/photo-640w-2.webp', replaces: 'of /b/photo.jpg' },
      { path: '/out/photo-640w-3.webp' },
      { path: '/out/photo-640w.webp', replaces: 'of /a/photo.jpg' },
    ])
  })

  it('leave an earlier result that somebody changed', async () => {
    const path = '/out/photo-640w.webp'
    const { names, compared } = namesFor({ owned: new Map([[path, ours('/in/photo.jpg')]]), changed: [path] })
    expect(await names.claim(wanted('photo.jpg'))).toEqual({ path: '/out/photo-640w-2.webp' })
    expect(compared).toEqual([path])
  })

  it('are not those of folders, in either order', async () => {
    const fileFirst = namesFor().names
    expect(await fileFirst.claim(wanted('x.jpg'))).toEqual({ path: '/out/x-640w.webp' })
    expect(await fileFirst.claim(wanted('x-640w.webp/y.jpg'))).toEqual({
      path: '/out/x-640w.webp-2/y-640w.webp',
    })
    const folderFirst = namesFor().names
    expect(await folderFirst.claim(wanted('X-640W.webp/y.jpg'))).toEqual({
      path: '/out/X-640W.webp/y-640w.webp',
    })
    expect(await folderFirst.claim(wanted('x.jpg'))).toEqual({ path: '/out/x-640w-2.webp' })
    const there = namesFor({ folders: ['/out/x-640w.webp'], files: ['/out/sub'] }).names
    expect(await there.claim(wanted('x.jpg'))).toEqual({ path: '/out/x-640w-2.webp' })
    expect(await there.claim(wanted('sub/x.jpg'))).toEqual({ path: '/out/sub-2/x-640w.webp' })
    expect(await there.claim(wanted('x-640w.webp/y.jpg'))).toEqual({ path: '/out/x-640w.webp/y-640w.webp' })
  })

  it('tell apart what is in folders that differ in case, where those are two', async () => {
    const { names } = namesFor({
      folders: ['/out/A', '/out/a'],
      files: ['/out/A/x-640w.webp', '/out/a/x-640w-2.webp'],
    })
    expect(await names.claim(wanted('A/x.jpg'))).toEqual({ path: '/out/A/x-640w-2.webp' })
    expect(await names.claim(wanted('a/x.jpg'))).toEqual({ path: '/out/a/x-640w-3.webp' })
  })

  it('cost the same for the ten-thousandth original of a name as for the first', async () => {
    const count = 10_000
    const inputs = Array.from({ length: count }, (_, index) => `/in/${index}/cover.jpg`)
    const first = namesFor().names
    const owned = new Map<string, OwnedOutput>()
    for (const input of inputs) owned.set((await claim(first, wanted('cover.jpg', input))).path, ours(input))
    expect(owned.size).toBe(count)

    const { names, compared } = namesFor({ owned })
    for (const input of inputs) {
      expect((await claim(names, wanted('cover.jpg', input))).replaces).toBe(`of ${input}`)
    }
    expect(compared).toHaveLength(count)
  })
})

describe('whatever the originals are called', () => {
  const pieces = [
    'a',
    'A',
    'é',
    'e\u0301',
    'ß',
    'ss',
    '-640w',
    '-2',
    '.webp',
    '.jpg',
    ' ',
    '\\',
    '漢',
    '😀',
    '..',
    '\n',
  ] as const
  const anyName = (random: Random): string => {
    const length = random.of([1, 2, 3, 3, 60])
    const name = random.list(length, () => random.of(pieces)).join('')
    return name === '.' || name === '..' ? `${name}x` : name
  }
  const anyPath = (random: Random): string =>
    random.list(random.of([1, 1, 2, 3]), () => anyName(random)).join('/')

  it.each(Array.from({ length: 40 }, (_, seed) => seed))('no two outputs meet (%i)', async (seed) => {
    const random = seeded(seed)
    const originals = [...new Set(random.list(80, () => anyPath(random)))]
    const files = random.list(20, () => `/out/${anyName(random)}-640w.webp`)
    const folders = random.list(5, () => `/out/${anyName(random)}`).filter((path) => !files.includes(path))
    const { names } = namesFor({ files, folders })
    const paths: string[] = []
    for (const name of originals) {
      for (const extension of ['webp', 'jpg']) {
        paths.push((await claim(names, { ...wanted(name), extension })).path)
      }
    }
    const keys = new Set(paths.map(collisionKey))
    expect(keys.size).toBe(paths.length)
    const taken = new Set(files.map(collisionKey))
    for (const path of paths) {
      expect(relative(outDir, path).startsWith('../')).toBe(false)
      expect(taken.has(collisionKey(path))).toBe(false)
      for (const segment of path.split('/')) expect(Buffer.byteLength(segment)).toBeLessThanOrEqual(255)
      // No folder that is needed is a file, of this batch or from before.
      for (let folder = dirname(path); folder !== outDir; folder = dirname(folder)) {
        expect(keys.has(collisionKey(folder))).toBe(false)
        expect(taken.has(collisionKey(folder))).toBe(false)
      }
      expect(path).toBe(join(path))
    }
  })

  it('a second run over the same originals, in any order, has the same names', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const random = seeded(seed)
      // Without folders: which of two gets a folder's name depends on the order.
      const originals = [...new Set(random.list(60, () => anyName(random)))]
      const first = new Map<string, string>()
      const { names } = namesFor()
      for (const name of originals) first.set(name, (await claim(names, wanted(name))).path)
      const owned = new Map([...first].map(([name, path]) => [path, ours(`/in/${name}`)]))
      const again = namesFor({ owned }).names
      for (const name of originals.toReversed()) {
        expect(await again.claim(wanted(name))).toEqual({ path: first.get(name), replaces: `of /in/${name}` })
      }
    }
  })
})
