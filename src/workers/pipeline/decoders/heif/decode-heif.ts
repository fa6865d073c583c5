/// <reference path="./libheif-js.d.ts" />
import type { HeifContext, HeifHandle, LibHeif } from 'libheif-js/libheif-wasm/libheif-bundle.mjs'
import type { PlainImage } from '../../pixels/plain-tiff.ts'

/** A heap larger than this is given back after use: it never shrinks, and 12 megapixels need about 130 MB. */
const keptHeapBytes = 96 * 2 ** 20

let kept: LibHeif | undefined

/**
 * Decodes the primary image of a HEIF file. libheif applies what the container says of turning, mirroring and cropping;
 * the EXIF orientation, which repeats it, must not be applied again (ISO/IEC 23008-12, 6.5.10).
 *
 * Blocks its thread, about a second for 12 megapixels. Loaded on first use.
 *
 * @throws Error with libheif's complaint.
 */
export async function decodeHeif(bytes: Buffer): Promise<PlainImage> {
  const lib = kept ?? (await load())
  kept = lib
  try {
    return await decodeWith(lib, bytes)
  } finally {
    if (lib.HEAPU8.length > keptHeapBytes) kept = undefined
  }
}

async function load(): Promise<LibHeif> {
  const { default: createLibHeif } = await import('libheif-js/libheif-wasm/libheif-bundle.mjs')
  const lib = createLibHeif()
  await lib.ready
  return lib
}

async function decodeWith(lib: LibHeif, bytes: Buffer): Promise<PlainImage> {
  const context = lib.heif_context_alloc()
  try {
    const error = lib.heif_context_read_from_memory(context, bytes)
    if (error.code !== lib.heif_error_code.heif_error_Ok) throw new Error(error.message)
    return await decodePrimary(lib, context)
  } finally {
    lib.heif_context_free(context)
  }
}

async function decodePrimary(lib: LibHeif, context: HeifContext): Promise<PlainImage> {
  const handle = lib.heif_js_context_get_primary_image_handle(context)
  if ('code' in handle) throw new Error(handle.message)
  try {
    return await decodeHandle(lib, handle)
  } finally {
    lib.heif_image_handle_release(handle)
  }
}

async function decodeHandle(lib: LibHeif, handle: HeifHandle): Promise<PlainImage> {
  const { heif_colorspace_RGB } = lib.heif_colorspace
  const { heif_chroma_interleaved_RGBA } = lib.heif_chroma
  const decoded = await lib.heif_js_decode_image2(handle, heif_colorspace_RGB, heif_chroma_interleaved_RGBA)
  if ('code' in decoded) throw new Error(decoded.message.trim())
  try {
    const [plane] = decoded.channels
    if (plane === undefined) throw new Error('libheif gave no pixels')
    // Out of its heap: the next call may move or free it.
    const data = copyRows(plane.data, plane.stride, plane.width * 4, plane.height)
    return { data, width: plane.width, height: plane.height, space: 'rgb', hasAlpha: true }
  } finally {
    lib.heif_image_release(decoded.image)
  }
}

function copyRows(data: Uint8Array, stride: number, rowBytes: number, rows: number): Buffer {
  const copy = Buffer.allocUnsafe(rowBytes * rows)
  for (let row = 0; row < rows; row += 1) {
    copy.set(data.subarray(row * stride, row * stride + rowBytes), row * rowBytes)
  }
  return copy
}
