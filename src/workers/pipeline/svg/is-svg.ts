/** How far into the file the root element is searched. Illustrator's prologues, with their entities, take a few KB. */
const prologueBytes = 64 * 1024

/** Whether the root element of an XML document is `svg`; an HTML page with a drawing in it is not one. */
export function isSvg(bytes: Buffer): boolean {
  const text = decodeText(bytes.subarray(0, prologueBytes))
  const root = /<(?:[\w.-]+:)?svg[\s/>]/y
  root.lastIndex = lengthOfPrologue(text)
  return root.test(text)
}

/** Where the root element of an XML document begins: behind declaration, comments and document type, in characters. */
export function lengthOfPrologue(text: string): number {
  // Each alternative ends at its first terminator, so that no text makes the search backtrack far.
  const misc = /(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>)*/y
  misc.test(text)
  return misc.lastIndex
}

/** XML is UTF-8 unless it begins with the mark of UTF-16. The decoder drops the mark. */
function decodeText(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
}
