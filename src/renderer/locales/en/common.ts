import type { InputFormat } from '../../../shared/formats.ts'
import type { BatchPriority, BatchState, PauseReason } from '../../../shared/model/batch.ts'
import type { ItemState, Step } from '../../../shared/model/item.ts'
import type { Note } from '../../../shared/model/output.ts'

/** What the product calls things. One table per closed set, so that a new member does not compile without words. */

export const noun = {
  image_one: '{{n}} image',
  image_other: '{{n}} images',
  file_one: '{{n}} file',
  file_other: '{{n}} files',
  run_one: '{{n}} run',
  run_other: '{{n}} runs',
  variant_one: '{{n}} variant',
  variant_other: '{{n}} variants',
}

export const measure = {
  same: 'the same size',
  less: '{{percent}} less',
  more: '{{percent}} more',
  bytesMore: '{{bytes}} more',
  imagesPerSecond: '{{n}} images/s',
  megapixelsPerSecond: '{{n}} MP/s',
  megapixels: '{{n}} MP',
  of: '{{done}} of {{total}}',
  none: '–',
}

export const note = {
  'orientation-applied': 'Turned upright',
  'profile-converted': 'Colours converted to sRGB',
  'profile-removed': 'Colour profile removed',
  'bit-depth-reduced': 'Reduced to 8 bits per channel',
  'alpha-flattened': 'Transparency flattened',
  'colours-reduced': 'Colours reduced',
  'frames-dropped': 'First frame only',
  'pages-dropped': 'First page only',
  cropped: 'Cropped',
  enlarged: 'Enlarged',
  'metadata-removed': 'Metadata removed',
  'location-removed': 'Location removed',
  'contrast-enhanced': 'Contrast enhanced',
  'larger-than-original': 'Larger than the original',
  'original-kept': 'Original kept, it was smaller',
  'metadata-kept': 'Metadata kept with the original',
  'target-missed': 'Target not reached',
  'limit-missed': 'Limit not kept',
  'trailer-removed': 'Data after the image left out',
  'gain-map-removed': 'HDR gain map left out',
  'external-references-missing': 'Linked files not shown',
  'profile-malformed': 'Broken colour profile ignored',
  'possibly-damaged': 'Possibly damaged',
} satisfies Record<Note, string>

export const step = {
  read: 'Reading',
  decode: 'Decoding',
  resize: 'Resizing',
  encode: 'Encoding',
  verify: 'Checking',
  judge: 'Judging',
  write: 'Writing',
} satisfies Record<Step, string>

export const itemState = {
  planned: 'Ready',
  queued: 'Waiting',
  running: 'Working',
  done: 'Done',
  failed: 'Failed',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
} satisfies Record<ItemState, string>

export const batchState = {
  planning: 'Looking',
  planned: 'Ready to start',
  queued: 'Waiting its turn',
  running: 'Running',
  pausing: 'Pausing',
  paused: 'Paused',
  cancelling: 'Cancelling',
  done: 'Done',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
  failed: 'Failed',
  discarded: 'Discarded',
} satisfies Record<BatchState, string>

export const inputFormat = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  gif: 'GIF',
  avif: 'AVIF',
  tiff: 'TIFF',
  svg: 'SVG',
  heic: 'HEIC',
  bmp: 'BMP',
  ico: 'ICO',
  tga: 'TGA',
  psd: 'PSD',
  jp2: 'JPEG 2000',
  jxl: 'JPEG XL',
  dds: 'DDS',
} satisfies Record<InputFormat, string>

export const filter = {
  label: 'Show images',
  all: 'All',
  done: 'Done',
  failed: 'Failed',
  skipped: 'Skipped',
}

export const action = {
  cancel: 'Cancel',
  close: 'Close',
  discard: 'Discard',
  dismiss: 'Dismiss',
  dismissNamed: 'Dismiss {{name}}',
  exportReport: 'Export report…',
  resume: 'Resume',
  showInFolder: 'Show in folder',
  showNamedInFolder: 'Show {{name}} in folder',
  tryAgain: 'Try again',
  chooseFiles: 'Choose files…',
  chooseFolder: 'Choose folder…',
}

export const size = { original: 'original size' }

export const pauseReason = {
  user: 'Paused. Images that were being worked on were finished.',
  'disk-full': 'The disk is full. It goes on by itself when there is room.',
  'target-unwritable': 'The output folder cannot be written to. It goes on by itself when that works.',
  'target-missing': 'The output folder is gone. It goes on by itself when that is back.',
  'source-missing': 'The originals are gone. It goes on by itself when they are back.',
  'name-too-long': 'A name is too long for the output folder. Go on, and that image fails alone.',
  'home-unwritable': 'Whittle’s own folder cannot be written to. It goes on by itself when that works.',
} satisfies Record<PauseReason, string>

export const priority = {
  high: 'First',
  normal: 'In turn',
  background: 'Background',
} satisfies Record<BatchPriority, string>
