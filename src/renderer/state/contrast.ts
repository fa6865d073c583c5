import { create } from 'zustand'

/** Per batch what its contrast switch was set to, until the engine has answered. */
type ContrastState = {
  readonly wanted: ReadonlyMap<string, boolean>
  readonly want: (batchId: string, enhance: boolean) => void
  readonly forget: (batchId: string) => void
}

export const useContrast = create<ContrastState>()((set) => ({
  wanted: new Map(),
  want: (batchId, enhance) => set(({ wanted }) => ({ wanted: new Map([...wanted, [batchId, enhance]]) })),
  forget: (batchId) =>
    set(({ wanted }) => ({ wanted: new Map([...wanted].filter(([known]) => known !== batchId)) })),
}))
