/** Text on one line: line feeds and other control characters as pictures of themselves (␊), which file names can hold. */
export function controlPictures(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, pictureOf)
}

function pictureOf(character: string): string {
  const code = character.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  // Only ASCII has pictures; the separators of Unicode are new lines, the rest is something unknown.
  return code === 0x2028 || code === 0x2029 ? '\u2424' : '\ufffd'
}
