import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writePicture } from '../lib/pictures.ts'
import { peakOf } from '../scaling/memory.ts'
import { atMost, type PartContext, type PartResult } from './part.ts'

const shapes = [
  { megapixels: 12, width: 4_000, height: 3_000 },
  { megapixels: 24, width: 6_000, height: 4_000 },
  { megapixels: 50, width: 8_660, height: 5_774 },
  { megapixels: 100, width: 12_240, height: 8_170 },
] as const
const limitGB = 1.2

/** Peak resident memory of the engine for one large image: command line and pool host together. */
export async function memory({ scratch, quick }: PartContext): Promise<PartResult> {
  const folder = join(scratch, 'large')
  mkdirSync(folder, { recursive: true })
  const rows: PartResult['rows'][number][] = []
  let highest = 0
  for (const { megapixels, width, height } of quick ? shapes.slice(0, 1) : shapes) {
    const file = join(folder, `${megapixels}.jpg`)
    await writePicture(file, { width, height, format: 'jpeg', index: 0 })
    const { peakBytes, boundBytes, seconds } = await peakOf(file, [
      '--recipe',
      'responsive-web',
      '--mode',
      'full',
    ])
    rmSync(file)
    highest = Math.max(highest, peakBytes)
    rows.push({
      megapixels,
      'peak MB': Math.round(peakBytes / 1e6),
      'each process at its highest, MB': Math.round(boundBytes / 1e6),
      'wall s': Math.round(seconds * 10) / 10,
    })
  }
  return {
    title: 'Peak resident memory, one JPEG, "Responsive web"',
    rows,
    checks: [atMost('highest peak, GB', highest / 1e9, limitGB)],
    notes: ['The sum over the processes, looked at 20 times a second; the bound is from the kernel’s VmHWM.'],
  }
}
