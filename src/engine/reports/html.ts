/** Markup that is safe to put into a page. Made by {@link html} and {@link markup} only. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What a template may hold. `undefined` and `false` leave nothing, so that parts can be optional. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[]

/** Template of markup: everything put into it is escaped unless it is markup itself. Attributes must be quoted. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.map((part, index) => part + render(values[index])).join(''))
}

/** Takes a constant of ours, e.g. a style sheet, as it is. Never for anything that came from outside. */
export function markup(text: string): Html {
  return new Html(text)
}

/**
 * Text from outside, e.g. a file name: escaped, and isolated so that marks of writing direction inside it cannot
 * reorder what stands around it.
 */
export function foreign(text: string): Html {
  return html`<bdi>${text}</bdi>`
}

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(render).join('')
  return escapeText(String(value))
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Control characters have no place in HTML, escaped or not; Unicode has a picture of each instead. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '')
    .replaceAll(/\p{Cc}/gu, (control) => {
      const code = control.charCodeAt(0)
      return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD'
    })
}
