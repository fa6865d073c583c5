import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import sharp from 'sharp'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { photographs } from './support/fixtures.ts'
import { enginePid, isAlive, poolHostPid } from './support/processes.ts'
import { answerQuestions, launchWhittle, test } from './support/whittle.ts'

/** Starts a batch of twelve photographs and waits until one is finished. */
async function startBatch(page: Page, folder: string): Promise<void> {
  await dropPaths(page, [await photographs(folder, 2)])
  await page.getByRole('button', { name: 'Optimize 12 images' }).click()
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /[1-9]\d* of 12 images/)
}

async function expectFinished(page: Page, out: string): Promise<void> {
  await expect(page.getByText(/12 images, .* for a visitor/)).toBeVisible({ timeout: 100_000 })
  const files = (await readdir(out)).filter((name) => name !== 'whittle-manifest.json')
  expect(files).toHaveLength(12 * 9)
  for (const name of files) await sharp(join(out, name)).stats()
}

test.describe('Survival', () => {
  test('the batch finishes when the pool host is killed, and when the engine is killed', async ({
    whittle,
    folder,
  }) => {
    test.slow()
    const { app, page } = whittle
    await startBatch(page, join(folder, 'one'))
    const pool = await poolHostPid(app)
    process.kill(pool, 'SIGKILL')
    await expect.poll(() => poolHostPid(app).catch(() => pool)).not.toBe(pool)
    await expectFinished(page, join(folder, 'one-optimized'))
    await page.getByRole('button', { name: 'Dismiss one' }).click()

    await startBatch(page, join(folder, 'two'))
    const engine = await enginePid(app)
    process.kill(engine, 'SIGKILL')
    await expect.poll(() => enginePid(app).catch(() => engine)).not.toBe(engine)
    await expectFinished(page, join(folder, 'two-optimized'))
    expect(whittle.stderr()).not.toMatch(/GLib|GObject/)
  })

  test('asked to quit three times, the app still ends in order, and offers the batch afterwards', async ({
    folder,
  }) => {
    const home = join(folder, 'home')
    const first = await launchWhittle(home)
    await startBatch(first.page, join(folder, 'quit'))
    const engine = await enginePid(first.app)
    const ended = once(first.app.process(), 'exit')
    await answerQuestions(first.app, 0)
    await first.app.evaluate(({ app }) => {
      for (const delay of [0, 10, 30]) setTimeout(() => app.quit(), delay)
    })
    await ended
    expect(isAlive(engine)).toBe(false)
    expect(await readdir(home)).not.toContain('writer.lock')

    const second = await launchWhittle(home)
    await expect(second.page.getByRole('button', { name: 'Resume' })).toBeVisible()
    await second.close()
  })

  test('asked to quit at work, the app asks back, and stays when told to', async ({ whittle, folder }) => {
    const { app, page } = whittle
    await answerQuestions(app, 1)
    await startBatch(page, join(folder, 'busy'))
    await app.evaluate((electron) => electron.app.quit())
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await expectFinished(page, join(folder, 'busy-optimized'))
  })

  test('when the whole app is killed, the batch is offered and goes on where it stopped', async ({
    folder,
  }) => {
    test.slow()
    const home = join(folder, 'home')
    const first = await launchWhittle(home)
    await startBatch(first.page, join(folder, 'three'))
    const engine = await enginePid(first.app)
    first.app.process().kill('SIGKILL')
    await first.close().catch(() => undefined)
    // The engine ends with its parent; a lock it held is free only then.
    await expect.poll(() => isAlive(engine)).toBe(false)

    const second = await launchWhittle(home)
    try {
      await second.page.getByRole('button', { name: 'Resume' }).click()
      await expectFinished(second.page, join(folder, 'three-optimized'))
    } finally {
      await second.close()
    }
  })
})
