import { expect } from 'vitest'
import type * as z from 'zod'

/**
 * A valid message, and what of it may be left out. Everything else is required. `anything` are fields whose content
 * is not of this contract; they must be there. Paths are like `items.0.error.hint`.
 */
export type Example = {
  readonly value: unknown
  readonly optional?: readonly string[]
  readonly anything?: readonly string[]
}

/** The same example, as part of a larger one. */
export function within(prefix: string, { optional = [], anything = [] }: Example): Omit<Example, 'value'> {
  const add = (path: string) => `${prefix}.${path}`
  return { optional: optional.map(add), anything: anything.map(add) }
}

/** What several parts of an example may leave out, together. */
export function joined(...parts: Omit<Example, 'value'>[]): Omit<Example, 'value'> {
  return {
    optional: parts.flatMap(({ optional = [] }) => optional),
    anything: parts.flatMap(({ anything = [] }) => anything),
  }
}

/**
 * Expects that the example is valid and survives the way through JSON; that it is refused without any of its
 * required fields and accepted without any of the others; and that each field with a value of another type is
 * refused, every time with the field named.
 */
export function expectContract(schema: z.ZodType, { value, optional = [], anything = [] }: Example): void {
  expect(schema.parse(value)).toEqual(value)
  expect(schema.parse(JSON.parse(JSON.stringify(value)))).toEqual(value)
  const fields = fieldsOf(value).filter(({ path }) => !anything.some((one) => path.startsWith(`${one}.`)))
  const removable = fields.filter(({ isKey }) => isKey).map(({ path }) => path)
  const required = removable.filter((path) => !accepts(schema, without(value, path), path))
  expect(removable).toEqual(expect.arrayContaining([...optional]))
  expect(required).toEqual(removable.filter((path) => !optional.includes(path)))
  for (const { path, content } of fields) {
    if (anything.includes(path)) continue
    const wrong = replaced(value, path, ofAnotherType(content))
    expect(accepts(schema, wrong, path), `${path} of another type is accepted`).toBe(false)
  }
}

/** Whether the schema takes it. Where it does not, one of its complaints must be about that very path. */
function accepts(schema: z.ZodType, value: unknown, path: string): boolean {
  const { error } = schema.safeParse(value)
  if (error === undefined) return true
  expect(error.issues.flatMap((issue) => pathsIn(issue, []))).toContain(path)
  return false
}

/** A complaint about a union holds those about each of its members. */
function pathsIn(issue: z.core.$ZodIssue, prefix: PropertyKey[]): string[] {
  const path = [...prefix, ...issue.path]
  const nested = issue.code === 'invalid_union' ? issue.errors.flat() : []
  return [path.map(String).join('.'), ...nested.flatMap((one) => pathsIn(one, path))]
}

type Field = { readonly path: string; readonly content: unknown; readonly isKey: boolean }

/** Every field at every depth; of a list its first entry. */
function fieldsOf(value: unknown, prefix = ''): Field[] {
  if (typeof value !== 'object' || value === null) return []
  const entries = Array.isArray(value) ? value.slice(0, 1).entries() : Object.entries(value)
  return [...entries].flatMap(([key, content]) => {
    const path = `${prefix}${key}`
    return [{ path, content, isKey: !Array.isArray(value) }, ...fieldsOf(content, `${path}.`)]
  })
}

function without(value: unknown, path: string): unknown {
  return changed(value, path.split('.'), (parent, key) => {
    delete parent[key]
  })
}

function replaced(value: unknown, path: string, content: unknown): unknown {
  return changed(value, path.split('.'), (parent, key) => {
    parent[key] = content
  })
}

type Parent = Record<string, unknown>

function changed(value: unknown, path: string[], change: (parent: Parent, key: string) => void): unknown {
  const copy: unknown = structuredClone(value)
  let parent = copy
  for (const key of path.slice(0, -1)) parent = isParent(parent) ? parent[key] : undefined
  if (isParent(parent)) change(parent, path.at(-1) ?? '')
  return copy
}

function isParent(value: unknown): value is Parent {
  return typeof value === 'object' && value !== null
}

/** Something that cannot be meant: text where a number or a list is expected, and a number where text is. */
function ofAnotherType(content: unknown): unknown {
  return typeof content === 'string' ? 42 : 'of another type'
}
