import { describe, expect, it } from 'vitest'
import { hasDisplay, withDisplay } from '../../../scripts/system/display.mjs'

describe('hasDisplay', () => {
  it.each([
    [{}, 'linux', false],
    [{ DISPLAY: '', WAYLAND_DISPLAY: '' }, 'linux', false],
    [{ DISPLAY: ':0' }, 'linux', true],
    [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
    [{}, 'darwin', true],
    [{}, 'win32', true],
  ] as const)('%o on %s: %s', (env, platform, expected) => {
    expect(hasDisplay(env, platform)).toBe(expected)
  })
})

describe('withDisplay', () => {
  it('leaves a command alone where there is a display', () => {
    expect(withDisplay('node', ['a b'], { DISPLAY: ':0' }, 'linux')).toEqual({
      command: 'node',
      args: ['a b'],
    })
  })

  it('puts it under a virtual display elsewhere, its arguments untouched', () => {
    const { command, args } = withDisplay('node', ['-s', 'a b'], {}, 'linux')
    expect(command).toBe('xvfb-run')
    expect(args.slice(-3)).toEqual(['node', '-s', 'a b'])
    expect(args[args.indexOf('-s') + 1]).toBe('-screen 0 1600x1000x24 -noreset')
  })
})
