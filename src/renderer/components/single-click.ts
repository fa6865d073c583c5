/**
 * Makes a handler that takes the first click of a double click only: after the first, another button may have come under
 * the pointer, and nobody meant the second for it. The keyboard is not affected.
 */
export function singleClick(act: () => unknown): (event: { readonly detail: number }) => void {
  return ({ detail }) => {
    if (detail <= 1) act()
  }
}
