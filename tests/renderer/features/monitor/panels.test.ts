import { describe, expect, it } from 'vitest'
import {
  alignedData,
  cpuPanel,
  diskPanel,
  memoryPanel,
  poolPanel,
  queuePanel,
  summaryOf,
  throughputPanel,
} from '../../../../src/renderer/features/monitor/panels.ts'
import { settingsSchema } from '../../../../src/shared/settings.ts'
import { anAdmission, aSample } from '../../support/models.ts'

const input = {
  samples: [aSample(1_000), aSample(2_000, { cpu: { total: 91, own: 60, cores: [] } }), aSample(3_000)],
  admissions: [anAdmission(1_500, 2)],
  settings: settingsSchema.parse({}),
}

describe('panels of the monitor', () => {
  it.each([cpuPanel, memoryPanel, throughputPanel, diskPanel, poolPanel, queuePanel])(
    '$title has a column per series, each as long as the times',
    (panel) => {
      const [times, ...columns] = alignedData(panel, input)
      expect(times).toEqual([1, 2, 3])
      expect(columns).toHaveLength(panel.graph.series.length)
      for (const column of columns) expect(column).toHaveLength(3)
    },
  )

  it('draws the thresholds that the engine goes by', () => {
    expect(alignedData(cpuPanel, input)[3]).toEqual([80, 80, 80])
    expect(alignedData(memoryPanel, input)[3]).toEqual([85, 85, 85])
  })

  it('puts Whittle’s own memory on the same scale as the machine’s', () => {
    expect(alignedData(memoryPanel, input)[2]).toEqual([10, 10, 10])
  })

  it('draws the limit from when it is known', () => {
    expect(alignedData(poolPanel, input)[2]).toEqual([null, 2, 2])
  })

  it('says in words what the graph shows', () => {
    const text = summaryOf(cpuPanel, input).replaceAll('\u00a0', ' ')
    expect(text).toBe('CPU over the last 1 min. Now: Machine 50 %, Whittle 25 %. Highest: 91 %.')
  })

  it('shows dashes before the first sample', () => {
    const empty = { samples: [], admissions: [], settings: undefined }
    expect(poolPanel.readings(undefined, undefined).map((reading) => reading.value)).toEqual(['–', '–'])
    expect(diskPanel.readings(undefined, undefined).map((reading) => reading.value)).toEqual(['–', '–', '–'])
    expect(summaryOf(cpuPanel, empty)).toContain('Machine –')
  })
})
