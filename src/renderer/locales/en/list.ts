/** The list of images and their variants. */
export const list = {
  image: 'Image',
  original: 'Original',
  progress: 'Progress',
  smallest: 'Smallest',
  smallestTitle: 'The smallest file at the largest size',
  saving: 'Saving',
  actions: 'Actions',
  loading: 'Loading',
  showInFolder: 'Show in folder',
  asItWas: 'As it was',
  quality: 'Quality {{quality}}',
  qualityEffort: 'Quality {{quality}}, effort {{effort}}',
  notMade: 'Not made',
  notMadeYet: 'Not made yet',
  variantOf: '{{format}} {{width}} × {{height}} of {{name}}',
  filesIn: '{{files}} in {{time}}',
  filesMade: '{{done}} of {{files}} made',
  reasons: 'Reasons',
  namesAndMore: '{{names}} and {{n}} more',
  failed_one: '{{n}} image failed',
  failed_other: '{{n}} images failed',
  unusable_one: '{{n}} image cannot be used',
  unusable_other: '{{n}} images cannot be used',
  skipped_one: '{{n}} file skipped',
  skipped_other: '{{n}} files skipped',
}

/** What a batch came to. */
export const summary = {
  batch: 'Batch {{name}}',
  nothing: 'No image was finished.',
  sentence: '{{images}}, {{before}} → {{after}} for a visitor, {{saving}}. {{files}} in {{folder}}.',
  originals: 'Originals',
  visitorLoads: 'A visitor loads',
}
