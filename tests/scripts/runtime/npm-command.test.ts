import { describe, expect, it } from 'vitest'
import { npmCommand } from '../../../scripts/runtime/npm-command.mjs'

describe('npmCommand', () => {
  it('is the npm that runs the script', () => {
    const npm_execpath = '/opt/npm/bin/npm-cli.js'
    expect(npmCommand({ npm_execpath })).toEqual({ command: process.execPath, args: [npm_execpath] })
  })

  it.each([{}, { npm_execpath: '/opt/pnpm/bin/pnpm.cjs' }, { npm_execpath: '' }])(
    'is the one on the PATH with %o',
    (env) => {
      expect(npmCommand(env)).toEqual({ command: 'npm', args: [] })
    },
  )
})
