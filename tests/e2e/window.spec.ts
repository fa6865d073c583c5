import { join } from 'node:path'
import { expect } from '@playwright/test'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { exposedCommandNames, shellCommands, windowEvents } from '../../src/shared/contract/shell.ts'
import { photographs } from './support/fixtures.ts'
import { enginePid, isAlive } from './support/processes.ts'
import { launchWhittle, test } from './support/whittle.ts'

test.describe('The window', () => {
  test('has no Node, no generic channel, and cannot leave', async ({ whittle }) => {
    const { app, page } = whittle
    const reach = await page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
      bridge: Object.keys(Reflect.get(globalThis, 'whittle')).sort(),
      origin: location.origin,
    }))
    expect(reach.node).toEqual([])
    expect(reach.origin).toBe('whittle-app://window')
    const events = Object.keys(windowEvents).length
    const commands = [...exposedCommandNames, ...Object.keys(shellCommands)]
    expect(reach.bridge).toEqual(expect.arrayContaining(commands))
    expect(reach.bridge.length).toBeLessThanOrEqual(commands.length + events + 2)

    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return contents === undefined
        ? undefined
        : Reflect.get(contents, 'getLastWebPreferences').call(contents)
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    })

    await page.evaluate(() => {
      location.href = 'https://example.org/'
    })
    expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true)
    expect(page.url()).toContain('whittle-app://window')
    expect(
      await page.evaluate(() =>
        fetch('https://example.org/').then(
          () => 'reached',
          () => 'refused',
        ),
      ),
    ).toBe('refused')
    const statuses = await page.evaluate(() =>
      Promise.all(
        ['..%2fmain%2findex.js', '%2e%2e/preload/index.cjs', 'nothing-there', '%'].map((path) =>
          fetch(`whittle-app://window/${path}`).then(({ status }) => status),
        ),
      ),
    )
    expect(statuses).toEqual([404, 404, 404, 404])
    const inline = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'globalThis.injected = true'
      document.body.append(script)
      return 'injected' in globalThis
    })
    expect(inline).toBe(false)
  })

  test('shows live graphs of the machine while a batch runs, and does not shift', async ({
    whittle,
    folder,
  }) => {
    const { page } = whittle
    await page.evaluate(() => {
      const shifts: number[] = []
      Reflect.set(globalThis, 'shifts', shifts)
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if (Reflect.get(entry, 'hadRecentInput') !== true) shifts.push(Number(Reflect.get(entry, 'value')))
        }
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await dropPaths(page, [await photographs(join(folder, 'graphs'))])
    await page.getByRole('button', { name: 'Optimize 6 images' }).click()
    await page.getByRole('button', { name: 'Monitor' }).click()
    await expect(page.getByRole('img', { name: /CPU/ })).toBeVisible()
    await expect(page.getByRole('img', { name: /Memory/ })).toBeVisible()
    const canvas = page.locator('canvas').first()
    const before = await canvas.evaluate((element) =>
      element instanceof HTMLCanvasElement ? element.toDataURL() : '',
    )
    await expect
      .poll(() =>
        canvas.evaluate((element) => (element instanceof HTMLCanvasElement ? element.toDataURL() : '')),
      )
      .not.toBe(before)
    await page.screenshot({ path: 'test-results/monitor.png' })
    await page.getByRole('button', { name: 'Optimize', exact: true }).click()
    await expect(page.getByText(/6 images, .* for a visitor/)).toBeVisible({ timeout: 90_000 })
    const shifted = await page.evaluate(() =>
      (Reflect.get(globalThis, 'shifts') as number[]).reduce((sum, value) => sum + value, 0),
    )
    expect(shifted).toBeLessThan(0.05)
  })

  test('a second start hands its paths to the first and ends', async ({ whittle, folder }) => {
    const { page } = whittle
    const photos = await photographs(join(folder, 'handed'))
    await launchWhittle(join(folder, 'home'), { paths: [photos] }).catch(() => undefined)
    await expect(page.getByRole('button', { name: 'Optimize 6 images' })).toBeVisible()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`follows the system's ${colorScheme} theme`, async ({ whittle }) => {
      const { page } = whittle
      await page.emulateMedia({ colorScheme })
      const lightness = await page.evaluate(() => {
        const [red = 0, green = 0, blue = 0] =
          getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number) ?? []
        return (red + green + blue) / 3
      })
      if (colorScheme === 'light') expect(lightness).toBeGreaterThan(200)
      else expect(lightness).toBeLessThan(60)
      await page.screenshot({ path: `test-results/empty-${colorScheme}.png` })
    })
  }
})

test('without a Node for the workers the window says what to do, and can try again', async ({ folder }) => {
  const { app, page, close } = await launchWhittle(join(folder, 'home'), {
    env: { npm_node_execpath: '/nowhere/node', PATH: '/nowhere' },
  })
  try {
    await expect(page.getByRole('alert')).toContainText('No suitable Node.js was found')
    await expect(page.getByRole('alert')).toContainText('Install Node.js 20.19')
    await page.screenshot({ path: 'test-results/engine-failed.png' })
    await app.evaluate((_, node) => {
      process.env.npm_node_execpath = node
    }, process.execPath)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('button', { name: 'Choose folder…' })).toBeVisible()
  } finally {
    await close()
  }
})

test('can be closed at any moment of its start, and leaves no process behind', async ({ folder }) => {
  for (const pauseMs of [0, 100, 400]) {
    const { app, page, close } = await launchWhittle(join(folder, 'home'))
    // The moment is the point of this test; nothing is waited for.
    await page.waitForTimeout(pauseMs)
    const engine = await enginePid(app).catch(() => undefined)
    await close()
    if (engine !== undefined) await expect.poll(() => isAlive(engine)).toBe(false)
  }
})
