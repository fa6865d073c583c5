/**
 * Drops files and folders on a window exactly as a file manager does: Chromium gets the drag with its paths,
 * and the page the same events and files as from a real one.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string[]} paths absolute
 */
export async function dropPaths(page, paths) {
  const session = await page.context().newCDPSession(page)
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  const drag = {
    x: Math.round(width / 2),
    y: Math.round(height / 2),
    data: { items: [], files: paths, dragOperationsMask: 1 },
  }
  for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop'])) {
    await session.send('Input.dispatchDragEvent', { type, ...drag })
  }
  await session.detach()
}
