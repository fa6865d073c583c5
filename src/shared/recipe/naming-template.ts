/** What may stand between braces in a naming template. */
const namingFields = ['dir', 'name', 'width', 'height', 'ext', 'format'] as const
export type NamingField = (typeof namingFields)[number]

export const defaultNaming = '{dir}/{name}-{width}w.{ext}'

const placeholder = /\{([^{}]*)\}/g

/** Windows refuses these in names; a template that works on one machine is to work on all. */
const forbidden = /[<>:"|?*\\]/

/** What can be wrong with a naming template, in English; `{{field}}` is the name between braces. */
export const namingWords = {
  'unknown-field': `{{field}} is not known; known are ${namingFields.map((field) => `{${field}}`).join(', ')}`,
  brace: 'A brace is not closed or not opened',
  character: 'It has a character that file names cannot have on some systems: < > : " | ? * \\',
  absolute: 'It must be relative to the output folder',
  dots: 'A part of the path is only dots',
  'empty-part': 'A part of the path is empty',
  'long-part': 'A part of the path is longer than file names can be',
  ending: 'It must end with .{ext}',
  'needs-name': 'It needs {name}, or all images would have the same name',
  'dir-place': '{dir} can only stand at the beginning, followed by a slash',
  'needs-size': 'With more than one size it needs {width} or {height}',
}

/** `field` is what a text says in place of `{{field}}`, with its braces. */
export type NamingFault = { readonly code: keyof typeof namingWords; readonly field?: string }

/**
 * What is wrong with a naming template, in a sentence; `undefined` when it is fine.
 *
 * @param sizes - How many sizes the recipe makes: with more than one the name has to tell them apart.
 */
export function namingProblem(template: string, sizes: number): string | undefined {
  const fault = namingFault(template, sizes)
  return fault && namingSentence(fault)
}

/** A fault in English. */
export function namingSentence({ code, field = '' }: NamingFault): string {
  return namingWords[code].replace('{{field}}', field)
}

/** As {@link namingProblem}, for those who have words of their own. */
export function namingFault(template: string, sizes: number): NamingFault | undefined {
  const fields = fieldsOf(template)
  const unknown = fields.find((field) => !isField(field))
  if (unknown !== undefined) return { code: 'unknown-field', field: `{${unknown}}` }
  const bare = template.replaceAll(placeholder, '')
  if (/[{}]/.test(bare)) return { code: 'brace' }
  if (forbidden.test(bare) || hasControlCharacter(bare)) return { code: 'character' }
  if (/^[/]|^~/.test(template)) return { code: 'absolute' }
  if (template.split('/').some((part) => /^\.+$/.test(part))) return { code: 'dots' }
  if (template.includes('//') || template.endsWith('/')) return { code: 'empty-part' }
  if (template.split('/').some(isTooLong)) return { code: 'long-part' }
  if (!template.endsWith('.{ext}')) return { code: 'ending' }
  if (!fields.includes('name')) return { code: 'needs-name' }
  if (fields.lastIndexOf('dir') > 0 || (fields.includes('dir') && !template.startsWith('{dir}/'))) {
    return { code: 'dir-place' }
  }
  const tellsSizes = fields.includes('width') || fields.includes('height')
  return sizes > 1 && !tellsSizes ? { code: 'needs-size' } : undefined
}

/** Fills a template that {@link namingProblem} found nothing wrong with. Path separators are forward slashes. */
export function fillTemplate(template: string, values: Readonly<Record<NamingField, string>>): string {
  const filled = template.replaceAll(placeholder, (whole, field: string) =>
    isField(field) ? values[field] : whole,
  )
  // An image at the top has no folder.
  return filled.replace(/^\/+/, '')
}

function fieldsOf(template: string): string[] {
  return [...template.matchAll(placeholder)].map(([, field = '']) => field)
}

/** Leaves a file name's 255 bytes room for the name and a counter. What a field holds is no longer than the field. */
function isTooLong(part: string): boolean {
  const bytes = [...part.replaceAll('{name}', '')].map((character) => {
    const code = character.codePointAt(0) ?? 0
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  })
  return bytes.reduce((sum, count) => sum + count, 0) > 180
}

function isField(field: string): field is NamingField {
  return namingFields.some((known) => known === field)
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ')
}
