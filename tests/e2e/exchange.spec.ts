import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, type Page } from '@playwright/test'
import sharp from 'sharp'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { photographs } from './support/fixtures.ts'
import { test, type Whittle } from './support/whittle.ts'

/** What Chromium would tell the page of a drag out of a browser. */
type Dragged = { readonly file?: { name: string; type: string; base64: string }; readonly address?: string }

/** Drops what has no path: no file manager is involved, so the event is made in the page. */
async function dropFromBrowser(page: Page, dragged: Dragged): Promise<void> {
  await page.evaluate(({ file, address }) => {
    const data = new DataTransfer()
    if (address !== undefined) data.setData('text/uri-list', address)
    if (file !== undefined) {
      const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0))
      data.items.add(new File([bytes], file.name, { type: file.type }))
    }
    for (const type of ['dragenter', 'dragover', 'drop']) {
      const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true })
      document.body.dispatchEvent(event)
    }
  }, dragged)
}

async function pasteFromSystem({ app }: Whittle): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.focus()
    window?.webContents.paste()
  })
}

async function picture(colour: string): Promise<Buffer> {
  return sharp({ create: { width: 320, height: 200, channels: 3, background: colour } })
    .png()
    .toBuffer()
}

const planOf = (page: Page) => page.getByRole('button', { name: 'Optimize 1 image' })

test.describe('Pictures without a place on a disk', () => {
  test('are taken from the clipboard and kept as files', async ({ whittle, folder }) => {
    const { app, page } = whittle
    await expect(page.getByRole('button', { name: 'Choose folder…' })).toBeVisible()
    const shot = (await picture('#b3470f')).toString('base64')
    await app.evaluate(async ({ clipboard, ClipboardItem, nativeImage }, base64) => {
      const bytes = Buffer.from(base64, 'base64')
      // Electron has changed how, as in main/desktop/clipboard.ts.
      const writeImage: unknown = Reflect.get(clipboard, 'writeImage')
      if (typeof writeImage === 'function') writeImage.call(clipboard, nativeImage.createFromBuffer(bytes))
      else
        await clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })])
    }, shot)
    await pasteFromSystem(whittle)
    await expect(planOf(page)).toBeVisible()
    const kept = join(folder, 'home', 'pictures')
    const [name = ''] = await readdir(kept, { recursive: true }).then((names) =>
      names.filter((file) => file.endsWith('.png')),
    )
    expect(await sharp(join(kept, name)).metadata()).toMatchObject({ width: 320, height: 200, format: 'png' })
  })

  test('are taken from a browser as files and as data, and what is only a link is refused', async ({
    whittle,
  }) => {
    const { page } = whittle
    await expect(page.getByRole('button', { name: 'Choose folder…' })).toBeVisible()
    await dropFromBrowser(page, { address: 'https://example.org/photo.jpg' })
    await expect(page.getByRole('alert').filter({ hasText: 'Nothing to add' })).toBeVisible()

    const base64 = (await picture('#2f6a3f')).toString('base64')
    await dropFromBrowser(page, {
      file: { name: 'from the web.png', type: 'image/png', base64 },
      address: 'https://example.org/from the web.png',
    })
    await expect(planOf(page)).toBeVisible()
    await expect(page.getByRole('row', { name: /from the web.*\.png/ })).toBeVisible()
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect(page.getByRole('row', { name: /from the web/ })).toBeHidden()

    const other = (await picture('#224466')).toString('base64')
    await dropFromBrowser(page, { address: `data:image/png;base64,${other}\r\n` })
    await expect(planOf(page)).toBeVisible()
    await expect(page.getByRole('row', { name: /320 × 200/ })).toBeVisible()
  })
})

test('files that a file manager copied are pasted', async ({ whittle, folder }) => {
  const { app, page } = whittle
  await expect(page.getByRole('button', { name: 'Choose folder…' })).toBeVisible()
  const photos = await photographs(join(folder, 'two of them'), 1, /^G/)
  const addresses = (await readdir(photos)).map((name) => pathToFileURL(join(photos, name)).href)
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), addresses.join('\n'))
  await pasteFromSystem(whittle)
  await expect(page.getByRole('button', { name: 'Optimize 2 images' })).toBeVisible()
  await expect(page.getByRole('row', { name: /GreenMeadow\.jpg/ })).toBeVisible()
})

test('results are dragged into other programs and copied as files', async ({ whittle, folder }) => {
  const { app, page } = whittle
  await expect(page.getByRole('button', { name: 'Choose folder…' })).toBeVisible()
  await dropPaths(page, [await photographs(join(folder, 'holiday'), 1, /^G/)])
  await page.getByRole('button', { name: 'Optimize 2 images' }).click()
  await expect(page.getByText(/2 images, .* for a visitor/)).toBeVisible({ timeout: 90_000 })
  // From here on the system's own drag would take the pointer and never give it back.
  await app.evaluate(({ BrowserWindow, nativeImage }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents === undefined) return
    contents.startDrag = ({ files = [], icon }) => {
      const image = typeof icon === 'string' ? nativeImage.createFromPath(icon) : icon
      const hasIcon = !image.isEmpty()
      Reflect.set(globalThis, 'draggedOut', { files, hasIcon })
    }
  })
  const draggedOut = (): Promise<{ files: string[]; hasIcon: boolean } | undefined> =>
    app.evaluate(() => Reflect.get(globalThis, 'draggedOut'))

  await page.getByRole('button', { name: 'Results' }).click()
  const card = page.getByRole('option', { name: /GreenMeadow\.jpg/ })
  const box = await card.boundingBox()
  if (box === null) throw new Error('The card is not on screen')
  await page.mouse.move(box.x + 60, box.y + 60)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, box.y + 90, { steps: 5 })
  await expect.poll(draggedOut).toMatchObject({ hasIcon: true, files: { length: 1 } })
  // Released elsewhere: the system would have taken the pointer, so there would be no click.
  await page.mouse.move(20, 20)
  await page.mouse.up()
  const [dragged = ''] = (await draggedOut())?.files ?? []
  expect(basename(dragged)).toMatch(/^GreenMeadow-\d+w\.(avif|webp|jpg)$/)
  expect(existsSync(dragged)).toBe(true)

  await card.click()
  await page.getByRole('button', { name: 'Copy file' }).click()
  await expect(page.getByText('The file is on the clipboard')).toBeVisible()
  const copied = await app.evaluate(({ clipboard }) => {
    const readBuffer: unknown = Reflect.get(clipboard, 'readBuffer')
    if (typeof readBuffer !== 'function') return undefined
    return Buffer.from(readBuffer.call(clipboard, 'x-special/gnome-copied-files')).toString()
  })
  // Newer versions of Electron can write what file managers read, but not read it.
  expect(copied ?? `copy\n${pathToFileURL(dragged).href}`).toBe(`copy\n${pathToFileURL(dragged).href}`)
  await page.getByRole('button', { name: 'Copy path' }).click()
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(dragged)
  expect((await readFile(dragged)).length).toBeGreaterThan(1_000)
})

test('images that somebody scrolls to are made before those that nobody looks at', async ({
  whittle,
  folder,
}) => {
  test.slow()
  const { page } = whittle
  const count = 160
  await mkdir(join(folder, 'many'))
  for (let index = 0; index < count; index += 1) {
    // All different: equal ones would be made only once.
    const noise = { type: 'gaussian', mean: 40 + index, sigma: 20 } as const
    await sharp({ create: { width: 640, height: 480, channels: 3, noise, background: '#000' } })
      .jpeg()
      .toFile(join(folder, 'many', `${String(index).padStart(3, '0')}.jpg`))
  }
  await expect(page.getByRole('button', { name: 'Choose folder…' })).toBeVisible()
  await dropPaths(page, [join(folder, 'many')])
  await page.getByRole('button', { name: `Optimize ${count} images` }).click()
  const list = page.getByRole('treegrid')
  await list.focus()
  await page.keyboard.press('End')
  const last = page.getByRole('row', { name: /159\.jpg/ })
  await expect(last).toBeVisible()
  await expect(last.getByText('Done')).toBeVisible({ timeout: 120_000 })
  const waiting = await page.evaluate(async () => {
    const bridge = Reflect.get(globalThis, 'whittle')
    const { batches } = (await bridge.getSnapshot({})).value
    const states = ['queued']
    return (await bridge.listItems({ batchId: batches[0].id, offset: 0, limit: 1, states })).value.total
  })
  expect(waiting).toBeGreaterThan(count / 2)
  await page.getByRole('button', { name: 'Cancel' }).click()
})
