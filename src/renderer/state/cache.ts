import { create } from 'zustand'
import type { CacheStats } from '../../shared/model/cache.ts'
import { call } from '../bridge.ts'
import { notifyDone, notifyError } from '../components/notify.ts'
import { formatBytes, formatCount, formatNoun } from '../format.ts'
import { t } from '../i18n.ts'

export type CacheTask = 'verify' | 'prune' | 'clear' | 'warm' | 'advice'

type CacheState = {
  readonly stats: CacheStats | undefined
  /** What is being done to it: one thing at a time. */
  readonly busy: CacheTask | undefined
  readonly load: () => Promise<void>
}

export const useCache = create<CacheState>()((set) => ({
  stats: undefined,
  busy: undefined,
  load: async () => {
    try {
      set({ stats: await call('cacheStats', {}) })
    } catch (error) {
      notifyError(error)
    }
  },
}))

/** Reads everything and removes what is damaged. */
export async function verifyCache(): Promise<void> {
  await doing('verify', async () => {
    const { checked, damaged, bytesFreed } = await call('cacheVerify', {})
    return t('cache.verified', {
      checked: formatCount(checked),
      damaged: formatCount(damaged),
      bytes: formatBytes(bytesFreed),
    })
  })
}

/** Removes what is too old, or too much. */
export async function pruneCache(): Promise<void> {
  await doing('prune', async () => {
    const { expired, evicted, bytesFreed } = await call('cachePrune', {})
    return t('cache.pruned', { results: formatCount(expired + evicted), bytes: formatBytes(bytesFreed) })
  })
}

export async function clearCache(): Promise<void> {
  await doing('clear', async () => {
    await call('cacheClear', {})
    return t('cache.cleared')
  })
}

/** Makes the results of a folder before they are asked for; it waits whenever a batch runs. */
export async function warmCache(recipeId: string): Promise<void> {
  await doing('warm', async () => {
    const { path } = await call('chooseFolder', { title: t('cache.warmTitle') })
    if (path === null) return undefined
    const { prepared, known, failed } = await call('warmCache', { paths: [path], recipeId })
    return t('cache.warmed', {
      prepared: formatNoun(prepared, 'image'),
      known: formatCount(known),
      failed: formatCount(failed),
    })
  })
}

export async function applyCacheAdvice(): Promise<void> {
  await doing('advice', async () => {
    await call('applyCacheAdvice', {})
    return t('cache.advised')
  })
}

/** @param act What is done; says what came of it, or nothing when it was called off. */
async function doing(task: CacheTask, act: () => Promise<string | undefined>): Promise<void> {
  if (useCache.getState().busy !== undefined) return
  useCache.setState({ busy: task })
  try {
    const said = await act()
    if (said !== undefined) notifyDone(t('cache.title'), said)
  } catch (error) {
    notifyError(error)
  } finally {
    useCache.setState({ busy: undefined })
    await useCache.getState().load()
  }
}
