import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readGroupMemory } from '../../../src/engine/monitor/cgroup-memory.ts'

/** A folder that looks like `/` to a process in the group; each group with its limit and what it uses. */
async function fakeRoot(
  own: string,
  groups: Record<string, { max: string; current: number; stat?: string }>,
) {
  const root = await mkdtemp(join(tmpdir(), 'whittle-cgroup-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  await mkdir(join(root, 'proc/self'), { recursive: true })
  await writeFile(join(root, 'proc/self/cgroup'), own)
  for (const [group, { max, current, stat }] of Object.entries(groups)) {
    const folder = join(root, 'sys/fs/cgroup', group)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'memory.max'), `${max}\n`)
    await writeFile(join(folder, 'memory.current'), `${current}\n`)
    await writeFile(join(folder, 'memory.stat'), stat ?? 'anon 1\n')
  }
  return root
}

it('takes the tightest limit on the way up, without the pages of files', async () => {
  const root = await fakeRoot('0::/app.slice/whittle.scope\n', {
    'app.slice/whittle.scope': { max: 'max', current: 100 },
    'app.slice': {
      max: '1000',
      current: 700,
      stat: 'anon 300\nfile 400\ninactive_file 250\nactive_file 150\n',
    },
    '.': { max: '4000', current: 3_000 },
  })
  expect(await readGroupMemory(root)).toEqual({ totalBytes: 1_000, usedBytes: 300 })
})

it('reads the root group, as in a container', async () => {
  const root = await fakeRoot('0::/\n', { '.': { max: '500', current: 200 } })
  expect(await readGroupMemory(root)).toEqual({ totalBytes: 500, usedBytes: 200 })
})

it.each([
  ['no limit', '0::/\n', 'max'],
  ['version 1 only', '5:memory:/docker/x\n', '500'],
])('finds nothing: %s', async (_, own, max) => {
  expect(await readGroupMemory(await fakeRoot(own, { '.': { max, current: 200 } }))).toBeUndefined()
})

it('finds nothing where there are no control groups', async () => {
  expect(await readGroupMemory('/nonexistent')).toBeUndefined()
})
