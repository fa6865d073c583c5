/** Elements whose `href` is somewhere to go, not something to show. */
const links: ReadonlySet<string> = new Set(['a', 'script', 'metadata'])

/** One pass over the text: comments and data first, so that what they contain is not taken for the drawing. */
const tokens =
  /<!--[\s\S]*?(?:-->|$)|<(?<tag>[\w:.-]+)|<\?xml-stylesheet[^>]*?href\s*=\s*["'](?<sheet>[^"']*)|\bhref\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)')|\burl\(\s*["']?(?<css>[^"')]*)|@import\s+["'](?<rule>[^"']*)/g

/**
 * The addresses of files that a drawing shows parts of: pictures, fonts, style sheets, shapes of other drawings. No file
 * but the drawing itself is ever opened, so these are missing when it is rendered. Each once, at most a hundred.
 */
export function externalReferences(text: string): readonly string[] {
  const found = new Set<string>()
  let tag = ''
  for (const { groups = {} } of text.matchAll(tokens)) {
    if (groups.tag !== undefined) tag = groups.tag.replace(/^.*:/, '').toLowerCase()
    const linked = links.has(tag) ? undefined : (groups.double ?? groups.single)
    const address = (groups.sheet ?? groups.css ?? groups.rule ?? linked)?.trim()
    if (address !== undefined && isExternal(address)) found.add(address)
    if (found.size >= 100) break
  }
  return [...found]
}

/** Neither a place in the same file nor something that carries its data with it. */
function isExternal(address: string): boolean {
  return address !== '' && !address.startsWith('#') && !/^data:/i.test(address)
}
