import sharp from 'sharp'
import type { Target } from '../pixels/resize.ts'
import { lengthOfPrologue } from './is-svg.ts'

/** Enough digits of a size: librsvg is asked for it a hundred times as large. */
const magnification = 100
/** Dots per inch at which a drawing has its own size. */
const nominalDensity = 72

/**
 * A drawing that is rendered just as large as it is needed: enlarged pixels would be blurred, and with a density alone
 * the size comes out in fractions of a pixel, which leaves half transparent edges. So the drawing is put, untouched, into
 * another one of the exact size, and stretched to it by less than a pixel (`fill`), or covers it (`cover`).
 */
export async function svgAtSize(
  svg: Buffer,
  source: { readonly width: number; readonly height: number },
  { width, height, fit = 'fill' }: Target,
): Promise<Buffer> {
  const scale = Math.max(width / source.width, height / source.height)
  const target =
    fit === 'fill'
      ? { width, height }
      : {
          width: Math.max(width, Math.round(source.width * scale)),
          height: Math.max(height, Math.round(source.height * scale)),
        }
  const exact = await exactSize(svg, source)
  const text = svg.toString('utf8')
  const root = lengthOfPrologue(text.replace(/^\ufeff/, '')) + (text.startsWith('\ufeff') ? 1 : 0)
  const wrapper =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${target.width}" height="${target.height}" ` +
    `viewBox="0 0 ${exact.width} ${exact.height}" preserveAspectRatio="none">`
  return Buffer.from(`${text.slice(0, root)}${wrapper}${text.slice(root)}</svg>`)
}

/** The size of a drawing with its fractions. Very large ones have no room for the digits, nor need of them. */
async function exactSize(svg: Buffer, source: { readonly width: number; readonly height: number }) {
  if (Math.max(source.width, source.height) * magnification > 1_000_000) return source
  const options = { density: nominalDensity * magnification, limitInputPixels: false }
  const { width, height } = await sharp(svg, options).metadata()
  return { width: width / magnification, height: height / magnification }
}
