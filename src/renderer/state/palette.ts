import { create } from 'zustand'

type PaletteState = { readonly open: boolean; readonly toggle: () => void; readonly close: () => void }

/** Whether the list of commands is open. */
export const usePalette = create<PaletteState>()((set) => ({
  open: false,
  toggle: () => set(({ open }) => ({ open: !open })),
  close: () => set({ open: false }),
}))
