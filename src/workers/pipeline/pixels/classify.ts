import type { Pixels } from './pixels.ts'

/** What kind of picture it is, as far as that decides which encoders suit it. */
export type PictureClass = 'photo' | 'graphic' | 'text'

/** Pixels that are looked at; more say nothing new. */
const mostPixels = 100_000

/** Neighbours that are equal: noise keeps them rare in most photographs; drawings and screenshots are full of them. */
const flatShare = 0.5
/** Where neighbours differ in a drawing, they often do so at an edge; in a smooth photograph by a shade. */
const edgeShare = 0.2
/** Of 255, in the channel that differs most. */
const edgeStep = 16
/** Fewer colours than this, and it was drawn. */
const fewColours = 256
/** One colour covers at least this much of a page of text or a screenshot. */
const paperShare = 0.4

/**
 * Tells photographs from drawings and from text, by how many neighbouring pixels are equal, how those that are not
 * differ, how many colours there are and whether one of them covers the ground. Looks at whole rows, spread evenly over the picture.
 */
export function classify({ data, width, height, channels }: Pixels): PictureClass {
  const rows = Math.max(1, Math.min(height, Math.floor(mostPixels / width)))
  const colours = new Map<number, number>()
  let equal = 0
  let edges = 0
  let total = 0
  for (let row = 0; row < rows; row += 1) {
    const start = Math.floor((row * height) / rows) * width * channels
    let previous = -1
    for (let at = start; at < start + width * channels; at += channels) {
      const colour = colourAt(data, at, channels)
      if (colour === previous) equal += 1
      else if (stepBetween(colour, previous) >= edgeStep) edges += 1
      previous = colour
      total += 1
      // A photograph has thousands; counting them all would cost more than it tells.
      if (colours.size <= 4 * fewColours || colours.has(colour))
        colours.set(colour, (colours.get(colour) ?? 0) + 1)
    }
  }
  const hasEdges = edges >= (total - equal) * edgeShare
  const drawn = (equal >= total * flatShare && hasEdges) || colours.size < fewColours
  if (!drawn) return 'photo'
  return Math.max(...colours.values()) / total >= paperShare ? 'text' : 'graphic'
}

/** The largest difference of a channel, 0–255. */
function stepBetween(a: number, b: number): number {
  const channel = (shift: number) => Math.abs(((a >> shift) & 0xff) - ((b >> shift) & 0xff))
  return Math.max(channel(16), channel(8), channel(0))
}

/** Transparent pixels are all the same, whatever colour they hide. */
function colourAt(data: Buffer, at: number, channels: number): number {
  const hasAlpha = channels % 2 === 0
  if (hasAlpha && data[at + channels - 1] === 0) return 0x1000000
  const first = data[at] ?? 0
  return channels < 3 ? first : (first << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0)
}
