export type Tags = Readonly<Record<string, string>>
export type Series = { readonly metric: string; readonly tags: Tags }

/** One text per metric and set of tags, the same whatever their order: `operation_duration|kind=avif|status=ok`. */
export function seriesKey(metric: string, tags: Readonly<Record<string, string | undefined>>): string {
  const names = Object.keys(tags).sort()
  let key = metric
  for (const name of names) {
    const value = tags[name]
    if (value !== undefined) key += `|${name}=${escaped(value)}`
  }
  return key
}

export function parseSeries(key: string): Series {
  const [metric = '', ...pairs] = key.split('|')
  const tags: Record<string, string> = {}
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    tags[pair.slice(0, at)] = unescaped(pair.slice(at + 1))
  }
  return { metric, tags }
}

/** Whether the tags are among what a filter lets through. */
export function matches(tags: Tags, filter: Readonly<Record<string, readonly string[]>>): boolean {
  for (const name in filter) {
    if (filter[name]?.includes(tags[name] ?? '') !== true) return false
  }
  return true
}

const escaped = (value: string): string =>
  /[|%]/.test(value) ? value.replaceAll('%', '%25').replaceAll('|', '%7C') : value
const unescaped = (value: string): string => value.replaceAll('%7C', '|').replaceAll('%25', '%')
