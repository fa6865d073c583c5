import { describe, expect, it } from 'vitest'
import { doctorText } from '../../../src/cli/commands/doctor.ts'

describe('doctorText', () => {
  it('marks each finding, tells how to mend it, and counts what is missing', () => {
    const text = doctorText({
      version: '1.0.0',
      ok: false,
      findings: [
        { id: 'node', label: 'Node.js', status: 'ok', value: '20.20.2' },
        { id: 'memory', label: 'Memory', status: 'warning', value: '91 %', hint: 'Close something.' },
        { id: 'sharp', label: 'sharp', status: 'missing', value: 'not found', hint: 'npm ci' },
      ],
    })
    expect(text.split('\n')).toEqual([
      'Whittle 1.0.0',
      '',
      '✓  Node.js  20.20.2',
      '!  Memory   91 %',
      '   → Close something.',
      '✗  sharp    not found',
      '   → npm ci',
      '',
      '1 thing is missing.',
    ])
  })
})
