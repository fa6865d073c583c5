import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { codeOf } from '../../shared/code-of.ts'
import { type Calibration, calibrationSchema } from '../../shared/model/calibration.ts'
import type { Log } from '../ports.ts'

/** The last calibration; `undefined` when there is none that can be read. */
export async function readCalibration(path: string, log: Log): Promise<Calibration | undefined> {
  try {
    return calibrationSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT')
      log('warn', `The calibration cannot be read and is made anew: ${String(error)}`)
    return undefined
  }
}

/** @throws the file system's error; an earlier calibration is then as it was. */
export async function writeCalibration(path: string, calibration: Calibration): Promise<void> {
  const part = `${path}.${process.pid}.tmp`
  try {
    await writeFile(part, `${JSON.stringify(calibration, null, 2)}\n`, { flush: true })
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw error
  }
}
