import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ChangeLog } from '../../../src/engine/analytics/change-log.ts'
import { Insights } from '../../../src/engine/analytics/index.ts'
import { openHistory } from '../../../src/engine/history/index.ts'
import type { Operation } from '../../../src/shared/model/history.ts'
import { normal } from '../../support/normal.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const hour = 3_600_000
const day = 24 * hour
const now = Date.UTC(2026, 10, 24, 12)
const days = 70
const log = () => undefined

/** A history on disk: AVIFs and JPEGs in the mornings, and AVIFs twice as slow on some of the days. */
async function historyWith(isSlow: (day: number) => boolean) {
  const history = await openHistory({ dir: temporaryFolder(), writer: 'main', log, now: () => now })
  onTestFinished(history.close)
  const draw = normal(7)
  for (let at = 0; at < days; at += 1) {
    for (const [kind, ms] of [
      ['avif', 400],
      ['jpeg', 40],
    ] as const) {
      for (let index = 0; index < 4 * 12; index += 1) {
        const factor = isSlow(at) && kind === 'avif' ? 2 : 1
        const operation: Operation = {
          at: now - 4 * hour - (days - 1 - at) * day + index * 290_000,
          operation: 'optimize',
          kind,
          status: 'ok',
          durationMs: ms * factor * Math.exp(0.3 * draw()),
          sizeClass: '1-4MP',
        }
        history.recordOperation(operation)
      }
    }
  }
  return history
}

async function insightsOf(isSlow: (day: number) => boolean, dir = temporaryFolder()) {
  return new Insights({ dir, history: await historyWith(isSlow), log, now: () => now })
}

describe('insights of a history on disk', () => {
  it('find a level that changed, and nothing where nothing did', async () => {
    const trends = await (await insightsOf((at) => at >= 40)).listTrends(60)
    expect(trends.map(({ id, verdict, meaning }) => ({ id, verdict, meaning }))).toEqual([
      { id: 'operation/optimize/avif/1-4MP', verdict: 'rising', meaning: 'worse' },
      { id: 'operation/optimize/jpeg/1-4MP', verdict: 'steady', meaning: 'neutral' },
    ])
    expect(trends[0]?.changePoints.map(({ at }) => new Date(at).toISOString().slice(0, 10))).toEqual([
      '2026-10-26',
    ])
  })

  it('find a time that was slow, and learn that it is expected', async () => {
    const dir = temporaryFolder()
    const insights = await insightsOf((at) => at === 55 || at === 65, dir)
    const found = await insights.listAnomalies(30)
    expect(found).toHaveLength(2)
    expect(found.map(({ from }) => new Date(from).toISOString().slice(0, 10))).toEqual([
      '2026-11-20',
      '2026-11-10',
    ])
    const earlier = found[1]
    expect(earlier).toMatchObject({ ongoing: false, expected: false, causes: [] })
    expect(earlier?.deviations[0]?.factor).toBeGreaterThan(1.7)
    expect(earlier?.deviations[0]?.factor).toBeLessThan(2.3)

    await insights.judgeAnomaly(earlier?.id ?? '', true)
    const again = new Insights({
      dir,
      history: await historyWith((at) => at === 55 || at === 65),
      log,
      now: () => now,
    })
    // The same again ten days later is not raised any more; what was judged is still told, as expected.
    expect((await again.listAnomalies(30)).map(({ id, expected }) => ({ id, expected }))).toEqual([
      { id: earlier?.id, expected: true },
    ])
    await again.judgeAnomaly(earlier?.id ?? '', false)
    expect(await again.listAnomalies(30)).toHaveLength(2)
  })

  it('still raise what is much worse than what was expected', async () => {
    const dir = temporaryFolder()
    const mild = await insightsOf((at) => at === 55, dir)
    const [known] = await mild.listAnomalies(30)
    await mild.judgeAnomaly(known?.id ?? '', true)
    const history = await historyWith((at) => at === 55)
    for (let index = 0; index < 48; index += 1) {
      const at = now - 4 * hour + index * 290_000
      const slow = { at, operation: 'optimize', kind: 'avif', status: 'ok', sizeClass: '1-4MP' } as const
      for (let copy = 0; copy < 3; copy += 1) history.recordOperation({ ...slow, durationMs: 4_000 })
    }
    const both = await new Insights({ dir, history, log, now: () => now }).listAnomalies(30)
    expect(both.map(({ expected }) => expected)).toEqual([false, true])
    expect(both[0]?.severity).toBe('warning')
  })

  it('do not know an anomaly that is none', async () => {
    const insights = await insightsOf(() => false)
    expect(await insights.listAnomalies(30)).toEqual([])
    await expect(insights.judgeAnomaly('x', true)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('go on without the feedback when its file is damaged', async () => {
    const dir = temporaryFolder()
    writeFileSync(join(dir, 'feedback.json'), '{ "expectations": [')
    expect(await (await insightsOf(() => false, dir)).listAnomalies(30)).toEqual([])
    expect(readdirSync(dir)).toContain('feedback.json.damaged')
  })
})

describe('the log of changes', () => {
  const open = (file: string, clock: () => number) => new ChangeLog({ file, log, now: clock })

  it('notes a state when it is another one, across starts', async () => {
    const file = join(temporaryFolder(), 'insights', 'changes.jsonl')
    const first = open(file, () => 1_000)
    await first.state('versions', { whittle: '1.0', aom: '3.12' })
    await first.state('versions', { whittle: '1.0', aom: '3.12' })
    await first.mode('balanced')
    const second = open(file, () => 2_000)
    await second.mode('balanced')
    await second.state('versions', { whittle: '1.0', aom: '3.13' })
    await second.mode('quiet')
    expect(await second.list({ from: 1_500, to: 3_000 })).toEqual([
      { kind: 'versions', at: 2_000, before: { aom: '3.12' }, after: { aom: '3.13' } },
      { kind: 'mode', at: 2_000, before: 'balanced', after: 'quiet' },
    ])
    expect(await second.list({ from: 0, to: 1_500 })).toHaveLength(2)
  })

  it('notes how long images were held back, unless that was short', async () => {
    let at = 0
    const file = join(temporaryFolder(), 'changes.jsonl')
    const changes = open(file, () => at)
    changes.throttle('cpu')
    at = 10_000
    changes.throttle(undefined)
    at = 50_000
    changes.throttle('memory')
    at = 150_000
    await changes.close()
    expect(await changes.list({ from: 0, to: 1e6 })).toEqual([
      { kind: 'throttled', at: 50_000, to: 150_000, reason: 'memory' },
    ])
  })

  it('passes over lines that are damaged', async () => {
    const dir = temporaryFolder()
    mkdirSync(dir, { recursive: true })
    const file = join(dir, 'changes.jsonl')
    const changes = open(file, () => 1)
    await changes.mode('quiet')
    appendFileSync(file, '{"kind":"mode","at":\n')
    expect(await open(file, () => 2).list({ from: 0, to: 5 })).toHaveLength(1)
  })
})
