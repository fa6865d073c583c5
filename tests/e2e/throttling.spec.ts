import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { photographs } from './support/fixtures.ts'
import { launchWhittle, test } from './support/whittle.ts'

test('above the memory threshold no image is started, the window says so, and it goes on afterwards', async ({
  folder,
}) => {
  const home = join(folder, 'home')
  await mkdir(home)
  // No machine uses less than a hundredth of its memory.
  await writeFile(join(home, 'settings.json'), JSON.stringify({ thresholds: { memoryPercent: 1 } }))
  const { page, close } = await launchWhittle(home)
  try {
    await page.getByRole('button', { name: 'Monitor' }).click()
    await expect(
      page.getByRole('status').filter({ hasText: /Memory is at \d+\s%, above 1\s%: no new/ }),
    ).toBeVisible()
    await page.getByRole('button', { name: 'Optimize', exact: true }).click()

    await dropPaths(page, [await photographs(join(folder, 'waiting'))])
    await page.getByRole('button', { name: 'Optimize 6 images' }).click()
    await expect(page.getByText(/above 1\s%: no new image is started/)).toBeVisible()
    await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '0 of 6 images')
    expect(await readdir(join(folder, 'waiting-optimized'))).toEqual([])

    await page.evaluate(() =>
      Reflect.get(globalThis, 'whittle').updateSettings({ thresholds: { memoryPercent: 99 } }),
    )
    await expect(page.getByText(/6 images, .* for a visitor/)).toBeVisible({ timeout: 90_000 })
  } finally {
    await close()
  }
})
