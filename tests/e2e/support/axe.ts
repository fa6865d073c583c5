import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'

type Violation = {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** Expects that axe finds nothing wrong with what the window shows. Its source is evaluated: the policy lets no script in. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(`if (!('axe' in globalThis)) { ${source} }`)
  // What fades in has not its colours yet.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished),
    ).then(() => undefined),
  )
  const violations: Violation[] = await page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, 'axe').run(document)
    return violations
  })
  const found = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `  ${node.html.slice(0, 200)}\n  ${node.failureSummary.replaceAll('\n', ' ')}`).join('\n')}`,
  )
  expect(found, `axe on ${what}`).toEqual([])
}
