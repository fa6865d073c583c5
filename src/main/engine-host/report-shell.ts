import { app, type ProcessMetric, powerMonitor } from 'electron'
import type { OwnProcess, ShellReport } from '../../shared/model/monitor.ts'

/** Asking costs a few milliseconds of the main process; the graphs have a point a second. */
const intervalMs = 2_000

const kinds: Readonly<Partial<Record<ProcessMetric['type'], OwnProcess['kind']>>> = {
  Browser: 'main',
  Tab: 'window',
  GPU: 'gpu',
}

/** Tells the engine every two seconds what only Electron knows: its own processes, and the power supply. */
export function reportShell(send: (report: ShellReport) => void): void {
  const report = (): void => {
    send({ processes: app.getAppMetrics().map(toProcess), onBattery: powerMonitor.isOnBatteryPower() })
  }
  setInterval(report, intervalMs).unref()
  // A change of the power supply changes the mode: at once.
  powerMonitor.on('on-battery', report)
  powerMonitor.on('on-ac', report)
}

function toProcess({ pid, type, cpu, memory }: ProcessMetric): OwnProcess {
  return {
    kind: kinds[type] ?? 'other',
    pid,
    // Chromium tells kilobytes, and percent of the whole machine.
    residentBytes: memory.workingSetSize * 1_024,
    cpuPercent: cpu.percentCPUUsage,
  }
}
