/** The fraction by which something became smaller; negative when it grew. `undefined` without a size to compare with. */
export function savingOf(before: number, after: number): number | undefined {
  return before > 0 ? 1 - after / before : undefined
}
