import { describe, expect, it } from 'vitest'
import { electronCommand } from '../../scripts/launch.mjs'

describe('electronCommand', () => {
  it('goes without the sandbox for root and for nobody else', () => {
    expect(electronCommand('/e/electron', {}, true).args).toEqual(['--no-sandbox'])
    expect(electronCommand('/e/electron', {}, false).args).toEqual([])
  })

  it('hands itself on to children', () => {
    const { env } = electronCommand('/e/electron', { PATH: '/bin' }, true)
    expect(env).toMatchObject({ PATH: '/bin', WHITTLE_ELECTRON: '/e/electron' })
    expect(JSON.parse(env.WHITTLE_ELECTRON_ARGS ?? '')).toEqual(['--no-sandbox'])
  })

  it('names a plain Node, the one npm runs in if there is one', () => {
    expect(electronCommand('/e', {}, false).env.npm_node_execpath).toBe(process.execPath)
    const npm_node_execpath = '/opt/node/bin/node'
    expect(electronCommand('/e', { npm_node_execpath }, false).env).toMatchObject({ npm_node_execpath })
  })

  it('does not let an editor turn Electron into a plain Node, and leaves its own environment alone', () => {
    const parent = { ELECTRON_RUN_AS_NODE: '1' }
    expect(electronCommand('/e', parent, false).env).not.toHaveProperty('ELECTRON_RUN_AS_NODE')
    expect(parent).toEqual({ ELECTRON_RUN_AS_NODE: '1' })
  })
})
