import { create } from 'zustand'
import { type ErrorData, toErrorData } from '../../shared/errors.ts'
import type { Impact } from '../../shared/model/impact.ts'
import { call } from '../bridge.ts'
import { notifyError } from '../components/notify.ts'

/** How many images may be made for a comparison; each is made by both recipes. */
export const trialSizes = ['3', '6', '12'] as const
type TrialSize = (typeof trialSizes)[number]

type RecipeTrialState = {
  /** Ids of recipes. */
  readonly before: string
  readonly after: string
  /** Images and folders that the sample is taken from. */
  readonly paths: readonly string[]
  readonly images: TrialSize
  readonly running: boolean
  readonly impact: Impact | undefined
  readonly error: ErrorData | undefined
  /** Changes what is compared; a result of something else is no longer shown. */
  readonly choose: (change: Partial<Pick<RecipeTrialState, 'before' | 'after' | 'paths' | 'images'>>) => void
  /** Asks for images, and keeps those of before where the dialog is closed. */
  readonly ask: (kind: 'files' | 'folder') => Promise<void>
  /** Makes the sample by both recipes; takes as long as that takes. */
  readonly compare: () => Promise<void>
}

/** One recipe against another on a sample of images. */
export const useRecipeTrial = create<RecipeTrialState>()((set, get) => ({
  before: 'fixed-q80',
  after: 'responsive-web',
  paths: [],
  images: '6',
  running: false,
  impact: undefined,
  error: undefined,
  choose: (change) => set({ ...change, impact: undefined, error: undefined }),
  ask: async (kind) => {
    try {
      const { paths } = await call('chooseInputs', { kind })
      if (paths.length > 0) get().choose({ paths })
    } catch (error) {
      notifyError(error)
    }
  },
  compare: async () => {
    const { before, after, paths, images, running } = get()
    if (running) return
    set({ running: true, impact: undefined, error: undefined })
    const isAsked = (): boolean => {
      const now = get()
      return now.before === before && now.after === after && now.paths === paths && now.images === images
    }
    try {
      const impact = await call('compareRecipes', {
        before,
        after,
        paths: [...paths],
        images: Number(images),
      })
      set({ running: false, ...(isAsked() ? { impact } : {}) })
    } catch (error) {
      set({ running: false, ...(isAsked() ? { error: toErrorData(error) } : {}) })
    }
  },
}))
