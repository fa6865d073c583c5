import { describe, expect, it } from 'vitest'
import type { Item } from '../../../src/shared/model/item.ts'
import { items } from '../../renderer/support/models.ts'
import { repeat, simulate } from './simulation.ts'

/**
 * A machine on which images wait for a disk part of their time: `ioShare` of it, without contention. Each second the
 * running images are replaced by new ones.
 */
function runOn({
  cores,
  ioShare,
  max,
  seconds,
}: {
  cores: number
  ioShare: number
  max: number
  seconds: number
}) {
  const machine = simulate(max, {}, { cores })
  let waiting: Item[] = items(10_000)
  let running: Item[] = []
  const limits = Array.from({ length: seconds }, () => {
    for (const item of running) machine.finish(item)
    running = machine.pump(waiting)
    waiting = waiting.slice(0)
    const own = Math.min(100, (running.length * (1 - ioShare) * 100) / cores)
    return machine.feed([{ total: Math.min(100, own + 2), own }])[0] ?? Number.NaN
  })
  return { ...machine, limits }
}

describe('scaling', () => {
  it('stays at one image more than there are cores while these keep them busy', () => {
    for (const cores of [1, 2, 4, 8]) {
      const { limits, decisions } = runOn({ cores, ioShare: 0.03, max: cores * 2, seconds: 120 })
      expect(new Set(limits)).toEqual(new Set([cores + 1]))
      expect(decisions).toEqual([])
    }
  })

  it('tries more while cores are idle, and keeps what gets more done', () => {
    const { limits, decisions } = runOn({ cores: 4, ioShare: 0.5, max: 8, seconds: 120 })
    // Each image keeps half a core busy: eight fill four cores.
    expect(limits.at(-1)).toBeGreaterThanOrEqual(7)
    expect(decisions[0]).toMatchObject({ from: 5, to: 6, reason: 'try' })
    expect(decisions[0]?.message).toMatch(
      /^\d+ % of the CPU is idle while images wait: trying 6 at a time\.$/,
    )
  })

  it('takes back what gains nothing, and waits longer each time', () => {
    const machine = simulate(4, {}, { cores: 2 })
    const waiting = items(50)
    machine.pump(waiting)
    // A disk at its end: however many images run, the CPU stays half idle.
    const tried: number[] = []
    for (let second = 0; second < 300; second += 1) {
      machine.pump(waiting)
      const before = machine.admission.current().limit
      const [limit = 0] = machine.feed([{ total: 50, own: 48 }])
      if (limit > before) tried.push(second)
      if (limit < before) endOne(machine)
    }
    expect(machine.decisions.map(({ reason }) => reason).slice(0, 2)).toEqual(['try', 'no-gain'])
    const pauses = tried.slice(1).map((second, index) => second - (tried[index] ?? 0))
    expect(pauses.length).toBeGreaterThanOrEqual(2)
    expect(pauses[1]).toBeGreaterThan((pauses[0] ?? 0) * 1.5)
  })

  it('tries nothing while too few images wait to say anything', () => {
    const machine = simulate(4, {}, { cores: 2 })
    machine.pump(items(1))
    expect(machine.feed(repeat(60, { total: 40, own: 38 }))).toEqual(repeat(60, 3))
  })

  it('always runs as many as it is told when it is told to', () => {
    const { feed, decisions } = simulate(3, { scaling: 'fixed' }, { cores: 2 })
    expect(feed(repeat(20, { total: 100, own: 20 }))).toEqual(repeat(20, 3))
    expect(decisions).toEqual([])
    // Memory that is gone is gone all the same.
    expect(feed([{ total: 50, own: 20, memory: 95 }])).toEqual([0])
  })

  it('tells every decision with its reason, and keeps them', () => {
    const { feed, admission, decisions } = simulate(4)
    feed(repeat(5, { total: 100, own: 50 }))
    feed(repeat(8, { total: 20, own: 10 }))
    feed([{ total: 20, own: 10, memory: 90 }])
    expect(decisions.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      [4, 2, 'cpu'],
      [2, 3, 'cpu'],
      [3, 4, 'free'],
      [4, 0, 'memory'],
    ])
    expect(admission.decisions()).toEqual(decisions)
  })
})

describe('quiet', () => {
  it('keeps the machine below seventy percent over any ten seconds', () => {
    for (const cores of [2, 3, 4, 8, 16]) {
      const { feed, admission } = simulate(cores, { mode: 'quiet' })
      feed([{ total: 5, own: 1 }])
      const totals = Array.from({ length: 120 }, () => {
        const own = (admission.current().limit / cores) * 100
        const total = Math.min(100, own + 4)
        feed([{ total, own }])
        return total
      })
      for (let from = 0; from + 10 <= totals.length; from += 1) {
        const mean = totals.slice(from, from + 10).reduce((sum, total) => sum + total, 0) / 10
        expect(mean, `${cores} cores`).toBeLessThan(70)
      }
      expect(Math.max(...totals)).toBeGreaterThan(30)
    }
  })

  it('starts nothing while others and we together were too much', () => {
    const { feed, admission } = simulate(2, { mode: 'quiet' })
    feed(repeat(10, { total: 80, own: 50 }))
    expect(admission.current()).toMatchObject({ limit: 0, reason: 'quiet' })
    expect(admission.current().message).toMatch(/^Quiet: the CPU was at 80 % over ten seconds/)
    feed(repeat(10, { total: 30, own: 0 }))
    expect(admission.current().limit).toBe(1)
  })

  it('is chosen on battery, unless that was switched off', () => {
    const idle = { total: 5, own: 0 }
    const onBattery = { ...idle, battery: { onBattery: true, percent: 50 } }
    const { feed, modes, admission } = simulate(4, { mode: 'full' })
    expect(feed([idle, onBattery, idle])).toEqual([4, 2, 4])
    expect(modes).toEqual(['full', 'quiet', 'full'])
    feed([onBattery])
    expect(admission.current().message).toBe(
      'On battery, so quiet: 2 images at a time, to keep the CPU below 70 %.',
    )
    const plugged = simulate(4, { mode: 'full', quietOnBattery: false })
    expect(plugged.feed([onBattery])).toEqual([4])
  })

  it('is in force in quiet hours', () => {
    const allDay = { enabled: true, from: 9, to: 9 }
    const { feed, modes, admission } = simulate(4, { mode: 'full', quietHours: allDay })
    expect(feed([{ total: 5, own: 0 }])).toEqual([2])
    expect(modes).toEqual(['quiet'])
    expect(admission.current().message).toMatch(/^Quiet hours: 2 images at a time/)
  })
})

function endOne({ tickets, finish }: ReturnType<typeof simulate>): void {
  const first = tickets[0]
  if (first !== undefined) finish(first.item)
}
