import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that lasts as long as the test that asks for it; by the path that leads to it without links. */
export function temporaryFolder(parent = tmpdir()): string {
  const folder = realpathSync(mkdtempSync(join(parent, 'whittle-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
