import type * as z from 'zod'

/** A request that resolves with a result or rejects with an error from the table. */
export type Command<P extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> = {
  readonly params: P
  readonly result: R
}

export function command<P extends z.ZodType, R extends z.ZodType>(params: P, result: R): Command<P, R> {
  return { params, result }
}

type Commands = Readonly<Record<string, Command>>
type Events = Readonly<Record<string, z.ZodType>>

/** What a caller passes, before defaults are filled in. */
export type ParamsOf<C extends Commands, K extends keyof C> = z.input<C[K]['params']>
/** What a handler receives, after parsing. */
export type ParsedParamsOf<C extends Commands, K extends keyof C> = z.output<C[K]['params']>
export type ResultOf<C extends Commands, K extends keyof C> = z.output<C[K]['result']>
export type PayloadOf<E extends Events, K extends keyof E> = z.output<E[K]>

/** One handler per command; leaving one out does not compile. */
export type Handlers<C extends Commands> = {
  readonly [K in keyof C]: (params: ParsedParamsOf<C, K>) => ResultOf<C, K> | Promise<ResultOf<C, K>>
}

/** The caller's side of a set of commands. */
export type Client<C extends Commands> = {
  readonly [K in keyof C]: (params: ParamsOf<C, K>) => Promise<ResultOf<C, K>>
}

/** A schema, seen from what it gives. */
type Parses<T> = { parse(value: unknown): T }

/**
 * A table of commands seen by their parameters or by their results. TypeScript does not follow a schema's output
 * through a generic index; assigned to one of these, a table can be indexed by a type parameter.
 */
export type ParamParsers<C extends Commands> = {
  readonly [K in keyof C]: { readonly params: Parses<ParsedParamsOf<C, K>> }
}
export type ResultParsers<C extends Commands> = {
  readonly [K in keyof C]: { readonly result: Parses<ResultOf<C, K>> }
}
