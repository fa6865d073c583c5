/** What is to be printed, and to which file; both absolute. */
export type PrintOrder = { readonly from: string; readonly to: string }

const fromSwitch = '--print-report='
const toSwitch = '--print-to='

/** The order in the arguments of a start that is for printing only; `undefined` for any other start. */
export function printOrder(argv: readonly string[]): PrintOrder | undefined {
  const after = (name: string): string =>
    argv.find((argument) => argument.startsWith(name))?.slice(name.length) ?? ''
  const from = after(fromSwitch)
  const to = after(toSwitch)
  return from === '' || to === '' ? undefined : { from, to }
}
