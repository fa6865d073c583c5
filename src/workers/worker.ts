import { calibrate as calibrateEncoder } from './pipeline/calibrate.ts'
import { configureSharp } from './pipeline/configure-sharp.ts'
import { fingerprint as fingerprintImage } from './pipeline/fingerprint.ts'
import { optimize as optimizeImage } from './pipeline/optimize.ts'
import { preview as previewImage } from './pipeline/preview.ts'
import { probe as probeImage } from './pipeline/probe.ts'
import { restore as restoreOutputs } from './pipeline/restore.ts'
import { trial as tryOutput } from './pipeline/trial.ts'
import { poolTask } from './tasks/pool-task.ts'
import { readVersions } from './tasks/versions.ts'

/** The file that piscina loads in each worker thread; it calls these functions by name. */

configureSharp()

export const probe = poolTask<'probe'>(probeImage)
export const fingerprint = poolTask<'fingerprint'>(fingerprintImage)
export const optimize = poolTask<'optimize'>(optimizeImage)
export const calibrate = poolTask<'calibrate'>(calibrateEncoder)
export const preview = poolTask<'preview'>(previewImage)
export const restore = poolTask<'restore'>(restoreOutputs)
export const trial = poolTask<'trial'>(tryOutput)
export const versions = readVersions
