import { type Encoder, effortOption } from './encoder.ts'

/** A palette of 256 colours with dithering; frames are stored as their differences. */
export const gif: Encoder = (image, { effort, animation }) =>
  image.gif({ reuse: false, ...effortOption(effort), ...animation })
