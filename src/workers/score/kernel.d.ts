/** What the build makes of the AssemblyScript in `kernel/`; see there for what each function does. */
declare module '*kernel/index.ts?assemblyscript' {
  export type KernelExports = {
    readonly memory: { readonly buffer: ArrayBuffer }
    readonly configure: (
      width: number,
      height: number,
      scales: number,
      needed: number,
      stored: boolean,
    ) => number
    readonly tableAddress: () => number
    readonly stagingAddress: () => number
    readonly comparedRows: (scale: number) => number
    readonly sumsAddress: () => number
    readonly begin: (side: number, bandPeriod: number) => void
    readonly push: (side: number, channels: number, rows: number) => void
    readonly finish: (side: number) => void
  }

  /** A new instance with a memory of its own. */
  export function instantiate(): KernelExports
}
