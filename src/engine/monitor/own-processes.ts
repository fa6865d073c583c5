import type { OwnProcess, ShellReport } from '../../shared/model/monitor.ts'

/** CPU time since a process started, in milliseconds, and its resident bytes. */
export type ProcessUsage = { readonly pid: number; readonly cpuMs: number; readonly residentBytes: number }

/** The desktop shell reports every two seconds; what it said longer ago may be about processes that are gone. */
const staleMs = 10_000

/** Knows all processes of Whittle: those the engine measures itself, and those the desktop shell reports. */
export class OwnProcesses {
  readonly #shares = new Map<number, CpuShare>()
  #reported: { readonly report: ShellReport; readonly at: number } | undefined

  /** @param now Milliseconds of a clock that never goes back, here as below. */
  report(report: ShellReport, now: number): void {
    this.#reported = { report, at: now }
  }

  /** Whether the machine runs on its battery, where the shell tells it. */
  onBattery(now: number): boolean | undefined {
    return this.#current(now)?.onBattery
  }

  /**
   * @param measured Engine and, while there is one, the pool host.
   * @param cores Of the machine; percentages are of all of them.
   */
  list(measured: Partial<Record<'engine' | 'pool', ProcessUsage>>, cores: number, now: number): OwnProcess[] {
    const own = Object.entries(measured).map(([kind, { pid, cpuMs, residentBytes }]) => ({
      kind: kind === 'pool' ? ('pool' as const) : ('engine' as const),
      pid,
      residentBytes,
      cpuPercent: this.#share(pid).next(cpuMs / cores, now),
    }))
    const pids = new Set(own.map(({ pid }) => pid))
    for (const pid of this.#shares.keys()) if (!pids.has(pid)) this.#shares.delete(pid)
    // Electron lists the engine's process too.
    const others = (this.#current(now)?.processes ?? []).filter(({ pid }) => !pids.has(pid))
    return [...own, ...others]
  }

  #current(now: number): ShellReport | undefined {
    return this.#reported !== undefined && now - this.#reported.at < staleMs
      ? this.#reported.report
      : undefined
  }

  #share(pid: number): CpuShare {
    const share = this.#shares.get(pid) ?? new CpuShare()
    this.#shares.set(pid, share)
    return share
  }
}

/** Turns CPU time that only grows into percent of the whole machine. */
class CpuShare {
  #last: { readonly cpuMs: number; readonly at: number } | undefined
  #percent = 0

  /** @param cpuMs Divided by the cores. */
  next(cpuMs: number, at: number): number {
    const last = this.#last
    this.#last = { cpuMs, at }
    if (last === undefined || at <= last.at || cpuMs < last.cpuMs) return this.#percent
    this.#percent = percent(((cpuMs - last.cpuMs) / (at - last.at)) * 100)
    return this.#percent
  }
}

/** Within 0–100; 0 for what is not a number. */
export function percent(value: number): number {
  return Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : 0
}
