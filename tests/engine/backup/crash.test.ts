import { createHash, randomInt } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorkspace, type Finished, type Workspace } from '../../cli/support/built-cli.ts'
import { noise } from '../../support/images.ts'

/** Images enough that a kill meets some that are done, some under way and some that wait. */
const images = 24
const recipe = {
  id: 'low',
  name: 'Low',
  formats: ['original'],
  sizes: ['original'],
  quality: { mode: 'fixed', avif: 30, webp: 30, jpeg: 30 },
}

let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace()
  writeFileSync(workspace.path('recipe.json'), JSON.stringify(recipe))
})
afterEach(() => workspace.remove())

describe('a run in place that is killed again and again', { timeout: 300_000 }, () => {
  it('loses no original at any instant, goes on, and is undone although that is killed too', async () => {
    const folder = workspace.path('photos')
    const before = await originals(folder)
    const ofRecipe = ['--in-place', '--recipe', workspace.path('recipe.json'), '--json']
    // An image that two kills met is set aside, as it must be, until somebody wants it tried again.
    const args = ['optimize', folder, ...ofRecipe, '--resume', '--retry-failed']
    let run = await killed(args, /Replacing/)
    const [, first = ''] = /whittle undo (\S+)"/.exec(run.stderr) ?? []
    for (let kill = 1; kill < 6 && run.code === null; kill += 1) {
      for (const name of Object.keys(before)) expect(there(folder, name)).toContain(before[name])
      run = await killed(args, /Replacing|Resuming/)
    }
    if (run.code === null) run = await workspace.run(...args)
    expect(run).toMatchObject({ code: 0 })
    const { batchId } = JSON.parse(run.stdout)
    expect(readdirSync(folder).sort()).toEqual(Object.keys(before).sort())
    for (const [name, was] of Object.entries(before)) expect(look(folder, name)).not.toBe(was)

    // The last kill may have come between the end of the batch and that of its process: the next run was another one.
    for (const id of new Set<string>([batchId, first])) {
      for (let kill = 0; kill < 4; kill += 1) {
        if ((await killed(['undo', id], undefined)).code !== null) break
        for (const name of Object.keys(before)) expect(there(folder, name)).toContain(before[name])
      }
      const undone = await workspace.run('undo', id)
      // All may be back already, and the backups gone.
      expect(undone.code === 0 || undone.stderr.includes('NOT_FOUND')).toBe(true)
    }
    await workspace.run('undo', '--list')
    expect(readdirSync(folder).sort()).toEqual(Object.keys(before).sort())
    for (const [name, was] of Object.entries(before)) expect(look(folder, name)).toBe(was)
  })
})

/**
 * Starts the command line and ends it with SIGKILL a random while after it said something, and all its processes.
 *
 * @returns What it printed; its code is `null` unless it ended before.
 */
async function killed(args: string[], said: RegExp | undefined): Promise<Finished> {
  const running = workspace.start(...args)
  if (said === undefined) await pass(randomInt(300, 900))
  else await running.said(said)
  // The very subject of this test is that any instant will do.
  const early = await Promise.race([pass(randomInt(0, 400)), running.finished])
  if (early === undefined && running.child.pid !== undefined) process.kill(-running.child.pid, 'SIGKILL')
  return running.finished
}

async function originals(folder: string): Promise<Record<string, string>> {
  mkdirSync(folder)
  const before: Record<string, string> = {}
  for (let index = 0; index < images; index += 1) {
    const name = `photo-${index}.jpg`
    writeFileSync(join(folder, name), await noise(300, 200).jpeg({ quality: 95 }).toBuffer())
    utimesSync(join(folder, name), 1_500_000_000.5, 1_600_000_000 + index / 7)
    before[name] = look(folder, name)
  }
  return before
}

/** Bytes and times of a file. */
function look(folder: string, name: string): string {
  const { mtimeNs } = lstatSync(join(folder, name), { bigint: true })
  return `${createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex')} ${mtimeNs}`
}

/** What there is of an original: the file of its name, and the backups. */
function there(folder: string, name: string): string[] {
  const backups = workspace.path('home', 'backups')
  const files = readdirSync(backups, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  return [look(folder, name), ...files.map((file) => look(file.parentPath, file.name))]
}
