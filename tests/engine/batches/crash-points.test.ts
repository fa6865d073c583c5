import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { type Fixture, images, openBatches } from './service-fixture.ts'

const names = ['a.jpg', 'b.jpg', 'c.jpg', 'notes.txt']
const manifestSchema = z.object({ images: z.array(z.object({ outputs: z.array(z.unknown()) })) })

/** Copies the home folder before and after each step that writes to it: what a crash at that point would leave. */
function photograph(fixture: Fixture): { step: string; home: string }[] {
  const pictures: { step: string; home: string }[] = []
  const take = (step: string): void => {
    const home = temporaryFolder()
    cpSync(fixture.home, home, { recursive: true })
    pictures.push({ step, home })
  }
  const around = <A extends unknown[]>(name: string, step: (...parameters: A) => Promise<void>) => {
    return async (...parameters: A): Promise<void> => {
      take(`before ${name}`)
      await step(...parameters)
      take(`after ${name}`)
    }
  }
  const { journal, history, parts } = fixture
  const { recordItem } = history
  Object.assign(journal, {
    accept: around('accept', journal.accept),
    finish: around('finish', journal.finish),
    end: around('end', journal.end),
  })
  Object.assign(parts.delivery, { record: around('manifest', parts.delivery.record) })
  Object.assign(history, {
    recordItem: (...parameters: Parameters<typeof recordItem>) => {
      take('item')
      recordItem(...parameters)
    },
    recordRun: around('run', history.recordRun),
  })
  return pictures
}

describe('a crash', () => {
  it('between any two steps loses nothing, and records the run exactly once', async () => {
    const fixture = await openBatches()
    fixture.admission.limit = 1
    const pictures = photograph(fixture)
    await fixture.run('b1', images(...names))
    const steps = [
      'accept',
      'finish',
      'finish',
      'finish',
      'manifest',
      ...names.map(() => 'item'),
      'run',
      'end',
    ]
    expect(pictures.map(({ step }) => step)).toEqual(
      steps.flatMap((step) => (step === 'item' ? [step] : [`before ${step}`, `after ${step}`])),
    )

    for (const { step, home } of pictures) {
      // The output folder as it was then, too.
      rmSync(fixture.outDir, { recursive: true, force: true })
      if (existsSync(join(home, 'out'))) cpSync(join(home, 'out'), fixture.outDir, { recursive: true })
      const after = await openBatches({ home })
      await after.service.recover('resume')
      await expect.poll(() => after.journalFiles(), { message: step }).toEqual([])
      const runs = await after.history.listRuns({ limit: 9 })
      if (step === 'before accept') {
        expect(runs).toEqual([])
        continue
      }
      expect(runs, step).toHaveLength(1)
      const found = await after.history.getRun('b1')
      expect(found?.run, step).toMatchObject({
        state: 'done',
        counts: { total: 4, done: 3, skipped: 1 },
        outputs: 6,
      })
      expect(found?.items.map(({ item }) => `${item.name} ${item.state}`).sort(), step).toEqual([
        'a.jpg done',
        'b.jpg done',
        'c.jpg done',
        'notes.txt skipped',
      ])
      const manifest: unknown = JSON.parse(
        readFileSync(join(fixture.outDir, 'whittle-manifest.json'), 'utf8'),
      )
      const made = manifestSchema.parse(manifest).images.map(({ outputs }) => outputs.length)
      expect(made, step).toEqual([2, 2, 2])
    }
  })
})
