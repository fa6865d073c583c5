/** Name of the manifest in every output folder. */
export const manifestFileName = 'whittle-manifest.json'
