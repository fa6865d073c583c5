import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import process from 'node:process'
import { expect, it, onTestFinished } from 'vitest'
import { identityOf } from '../../../../src/workers/pipeline/file-identity.ts'
import { placeFile } from '../../../../src/workers/pipeline/output/place-file.ts'
import { failureOf } from '../../support/failure.ts'
import { Workspace } from '../../support/workspace.ts'

function run(command: string, ...parameters: string[]): void {
  execFileSync(command, parameters, { stdio: 'ignore' })
}

/** A disk of 64 KB at `folder`, where the machine lets us make one. */
function mountSmallDisk(folder: string): boolean {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) return false
  mkdirSync(folder)
  try {
    run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder)
  } catch {
    return false
  }
  onTestFinished(() => run('umount', folder))
  return true
}

it('a full disk is told as such and keeps no part of the file', async ({ skip }) => {
  const workspace = await Workspace.create()
  const disk = workspace.path('disk')
  skip(!mountSmallDisk(disk), 'needs the right to mount a disk')
  const original = identityOf(await stat(await workspace.write('original', 'x'), { bigint: true }))
  const target = { path: `${disk}/result`, partPath: `${disk}/result.part` }
  const { detail } = await failureOf(placeFile(Buffer.alloc(100_000), target, original), 'OUTPUT_DISK_FULL')
  expect(detail).toContain('ENOSPC')
  expect(await readdir(disk)).toEqual([])
  await placeFile(Buffer.alloc(10_000), target, original)
  expect(await readdir(disk)).toEqual(['result'])
})
