import { describe, expect, it } from 'vitest'
import { runProgram } from '../../src/cli/program.ts'
import { WhittleError } from '../../src/shared/errors.ts'
import type { FakeEngine } from './support/fake-engine.ts'
import { memoryStreams } from './support/memory-streams.ts'

/** Runs a command line; without an engine, starting one is a failure. */
async function run(argv: readonly string[], engine?: FakeEngine) {
  const { out, err, streams } = memoryStreams()
  const code = await runProgram(argv, {
    streams,
    version: '1.2.3',
    cwd: '/project',
    electronNote: '/nowhere',
    openEngine: async () => {
      if (engine === undefined) throw new WhittleError('HOME_UNWRITABLE', { detail: 'EACCES' })
      return engine
    },
  })
  return { code, out: out.text, err: err.text }
}

describe('wrong usage', () => {
  it.each([
    [['optimize'], "missing required argument 'path'", 'optimize'],
    [['optimize', 'x', '--watermark', '80'], "unknown option '--watermark'", 'optimize'],
    [['optimize', 'x', '--target', '20'], 'a score from 30 to 100', 'optimize'],
    [['optimize', 'x', '--max-bytes', '9'], 'at least 100', 'optimize'],
    [['optimize', 'x', '--target', '80', '--quality', '80'], 'cannot be used with', 'optimize'],
    [['optimize', 'x', '--max-bytes', '1k', '--lossless'], 'cannot be used with', 'optimize'],
    [['optimize', 'x', '--quality', '80', '--max-bytes', '1k'], 'cannot be used with', 'optimize'],
    [['optimize', 'x', '--metadata', 'some'], 'Allowed choices are strip, keep, copyright', 'optimize'],
    [['optimize', 'x', '--quality', '300'], "'--quality <n>' argument '300' is invalid", 'optimize'],
    [['optimize', 'x', '--out'], "'-o, --out <dir>' argument missing", 'optimize'],
    [['optimize', ''], 'A path cannot be empty', 'optimize'],
    [['optimize', 'x', '--ouput', 'y'], "unknown option '--ouput' (Did you mean --out?)", 'optimize'],
    [['optimize', 'x', '--effort', '8'], 'out of range for webp (0–6)', 'optimize'],
    [['optimize', 'x', '--out', 'y', '--resume', '--dry-run'], 'cannot be used with', 'optimize'],
    [['report'], '--out DIR is missing', 'report'],
    [['report', '--out', 'y', '--format', 'docx'], 'choose from', 'report'],
    [['doctor', 'x'], 'too many arguments', 'doctor'],
  ])('%j is one line and a pointer, with exit code 2', async (argv, message, command) => {
    const { code, out, err } = await run(argv)
    expect(code).toBe(2)
    expect(out).toBe('')
    const lines = err.trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^whittle: /)
    expect(lines[0]).toContain(message)
    expect(lines[1]).toBe(`see "whittle ${command} --help"`)
  })

  it('points to the general help for an unknown command', async () => {
    expect(await run(['serve'])).toEqual({
      code: 2,
      out: '',
      err: 'whittle: unknown command \'serve\'\nsee "whittle --help"\n',
    })
  })

  it('shows the help on standard error when there is no command', async () => {
    const { code, out, err } = await run([])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Usage: whittle')
  })
})

describe('help and version', () => {
  it('go to standard output, with exit code 0', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' })
    const help = await run(['--help'])
    expect([help.code, help.err]).toEqual([0, ''])
    expect(help.out).toContain('Examples:')
    const optimize = await run(['help', 'optimize'])
    expect(optimize.code).toBe(0)
    expect(optimize.out).toContain('whittle optimize photos --out web --dry-run')
  })
})

describe('an engine that cannot start', () => {
  it('ends a command with its reason, its hint and, with --json, a document', async () => {
    const { code, out, err } = await run(['optimize', 'x', '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'HOME_UNWRITABLE', detail: 'EACCES' } })
    expect(err).toContain('The data folder cannot be written to. (HOME_UNWRITABLE)')
    expect(err).toContain('WHITTLE_HOME')
  })

  it('is a finding of the doctor', async () => {
    const { code, out, err } = await run(['doctor', '--json'])
    expect([code, err]).toEqual([1, ''])
    const engine = { id: 'engine', status: 'missing', value: expect.stringContaining('EACCES') }
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      version: '1.2.3',
      findings: [{ id: 'node' }, { id: 'system' }, engine, { id: 'electron', status: 'warning' }],
    })
    expect((await run(['doctor'])).out).toMatch(/✗ +Engine +The data folder.*\n +→ Check its permissions/)
  })
})
