import type { Sharp } from 'sharp'
import type { PlannedOutput } from '../../../shared/model/output.ts'

type EncoderSettings = Pick<PlannedOutput, 'quality' | 'effort'>

/** Sets a sharp pipeline to write one format. Metadata is left out, which is sharp's default. One file per format. */
export type Encoder = (image: Sharp, settings: EncoderSettings) => Sharp
