/** The part of libheif's JavaScript interface that is used here; the package's own types do not cover it. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  export type HeifError = { readonly code: unknown; readonly message: string }
  export type HeifContext = { readonly heifContext: never }
  export type HeifHandle = { readonly heifHandle: never }
  export type HeifImage = {
    readonly image: { readonly heifImage: never }
    readonly channels: readonly {
      readonly data: Uint8Array
      readonly width: number
      readonly height: number
      /** Bytes from one row to the next. */
      readonly stride: number
    }[]
  }
  export type LibHeif = {
    readonly ready: Promise<unknown>
    readonly HEAPU8: Uint8Array
    readonly heif_error_code: { readonly heif_error_Ok: unknown }
    readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown }
    readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: unknown }
    readonly heif_context_alloc: () => HeifContext
    readonly heif_context_free: (context: HeifContext) => void
    readonly heif_context_read_from_memory: (context: HeifContext, bytes: Uint8Array) => HeifError
    readonly heif_js_context_get_primary_image_handle: (context: HeifContext) => HeifHandle | HeifError
    readonly heif_image_handle_release: (handle: HeifHandle) => void
    readonly heif_image_handle_has_alpha_channel: (handle: HeifHandle) => number
    readonly heif_js_decode_image2: (
      handle: HeifHandle,
      colorspace: unknown,
      chroma: unknown,
    ) => HeifImage | HeifError | Promise<HeifImage | HeifError>
    readonly heif_image_release: (image: HeifImage['image']) => void
  }
  const createLibHeif: () => LibHeif
  // biome-ignore lint/style/noDefaultExport: it is what the package has
  export default createLibHeif
}
