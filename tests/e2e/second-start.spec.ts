import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { electronCommand } from '../../scripts/launch.mjs'
import { photographs } from './support/fixtures.ts'
import { test } from './support/whittle.ts'

const root = join(import.meta.dirname, '../..')

test.describe('A second start', () => {
  test('hands its paths to the first, relative to where it was started, and ends', async ({
    whittle,
    folder,
  }) => {
    await photographs(join(folder, 'second'))
    const { executablePath, args, env } = electronCommand(process.env.WHITTLE_ELECTRON ?? '')
    const second = spawn(executablePath, [...args, root, 'second', '--', './second'], {
      cwd: folder,
      env: { ...env, WHITTLE_HOME: join(folder, 'home') },
      stdio: 'ignore',
    })
    const [code] = await once(second, 'exit')
    expect(code).toBe(0)
    await expect(whittle.page.getByRole('button', { name: 'Optimize 6 images' })).toBeVisible()
  })
})
