import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { projectRoot } from '../../scripts/lib/paths.mjs'

const samples = join(projectRoot, 'samples')

/**
 * Pictures that all differ, cut out of the samples: equal ones would be made only once.
 *
 * @param {string} folder is made
 * @param {number} count
 * @returns {Promise<string>} the folder
 */
export async function differentPictures(folder, count) {
  await mkdir(folder, { recursive: true })
  const wholes = await Promise.all(
    (await sampleNames()).map((name) => sharp(join(samples, name)).resize(1_200, 900).raw().toBuffer()),
  )
  for (let index = 0; index < count; index += 1) {
    const whole = wholes[index % wholes.length]
    const step = Math.floor(index / wholes.length)
    await sharp(whole, { raw: { width: 1_200, height: 900, channels: 3 } })
      .extract({ left: step, top: step, width: 960, height: 720 })
      .jpeg({ quality: 90 })
      .toFile(join(folder, `picture ${String(index + 1).padStart(4, '0')}.jpg`))
  }
  return folder
}

/**
 * Many small pictures, to have long lists of them.
 *
 * @param {string} folder is made
 * @param {number} count
 * @returns {Promise<string>} the folder
 */
export async function manyPictures(folder, count) {
  await mkdir(folder, { recursive: true })
  const small = join(folder, 'row 00001.jpg')
  const [first = ''] = await sampleNames()
  await sharp(join(samples, first)).resize(160, 120).jpeg().toFile(small)
  for (let row = 2; row <= count; row += 1) {
    await copyFile(small, join(folder, `row ${String(row).padStart(5, '0')}.jpg`))
  }
  return folder
}

async function sampleNames() {
  return (await readdir(samples)).filter((name) => name.endsWith('.jpg'))
}
