import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'

/**
 * Takes pictures of a window one after the other and makes a moving one of them.
 *
 * @typedef {object} Film
 * @property {(holdMs: number) => Promise<void>} shoot one picture, shown for so long
 * @property {(done: Promise<void>, everyMs: number, holdMs: number) => Promise<void>} follow pictures until `done`
 *   settles, each shown for `holdMs`: shorter than `everyMs` makes time fly
 * @property {(file: string, width: number) => Promise<number>} save writes an animated WebP and tells its bytes
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Film}
 */
export function film(page) {
  /** @type {Buffer[]} */
  const frames = []
  /** @type {number[]} */
  const delays = []
  /** @param {number} holdMs */
  const shoot = async (holdMs) => {
    const frame = await page.screenshot()
    // What looks the same is the same picture, shown for longer.
    if (frames.at(-1)?.equals(frame)) delays.push((delays.pop() ?? 0) + holdMs)
    else {
      frames.push(frame)
      delays.push(holdMs)
    }
  }
  return {
    shoot,
    follow: async (done, everyMs, holdMs) => {
      let over = false
      const end = done.finally(() => {
        over = true
      })
      while (!over) {
        await shoot(holdMs)
        await Promise.race([wait(everyMs), end])
      }
      await end
    },
    save: async (file, width) => {
      const small = await Promise.all(frames.map((frame) => sharp(frame).resize({ width }).png().toBuffer()))
      const { size } = await sharp(small, { join: { animated: true } })
        .webp({ quality: 80, effort: 4, delay: delays, loop: 0, mixed: true })
        .toFile(file)
      return size
    },
  }
}
