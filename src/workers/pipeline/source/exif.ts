/**
 * Whether an EXIF block says anything. Many editors write one without a single entry; leaving that out loses nothing.
 * What cannot be read counts as something.
 *
 * @param exif - As sharp gives it: a TIFF structure, with or without `Exif\0\0` before it.
 */
export function hasExifEntries(exif: Buffer): boolean {
  const tiff = exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif
  if (tiff.length < 8) return true
  const isLittleEndian = tiff.toString('latin1', 0, 2) === 'II'
  const directory = isLittleEndian ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (directory + 2 > tiff.length) return true
  return tiff.readUInt16BE(directory) !== 0
}
