import {
  IconArrowRight,
  IconFileText,
  IconFolder,
  IconFolderOpen,
  IconLanguage,
  IconPhotoPlus,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconSunMoon,
} from '@tabler/icons-react'
import type { Batch } from '../../../shared/model/batch.ts'
import { lastSegment } from '../../format.ts'
import { t } from '../../i18n.ts'
import {
  cancelBatch,
  changeSettings,
  openLogs,
  pauseBatch,
  resumeBatch,
  retryItems,
  startBatch,
} from '../../state/actions.ts'
import { useBatches } from '../../state/batches.ts'
import { useEngine } from '../../state/engine.ts'
import { addPaths, chooseInputs } from '../../state/intake.ts'
import { reveal } from '../../state/places.ts'
import { screens, useScreen } from '../../state/screen.ts'

export type Command = {
  readonly name: string
  readonly icon: typeof IconFolder
  /** The keys that do the same without the palette. */
  readonly keys?: string
  readonly act: () => void
}

/** Everything that can be done at this moment. */
export function commandsNow(): readonly Command[] {
  const { platform, recentFolders } = useEngine.getState()
  const mod = platform === 'darwin' ? '⌘' : 'Ctrl+'
  const { batches } = useBatches.getState()
  return [
    {
      name: t('action.chooseFiles'),
      icon: IconPhotoPlus,
      keys: `${mod}O`,
      act: () => void chooseInputs('files'),
    },
    {
      name: t('action.chooseFolder'),
      icon: IconFolder,
      keys: platform === 'darwin' ? '⇧⌘O' : 'Ctrl+Shift+O',
      act: () => void chooseInputs('folder'),
    },
    ...batches.flatMap(ofBatch),
    ...screens.map((screen, index) => ({
      name: t('palette.go', { screen: t(`nav.${screen}`) }),
      icon: IconArrowRight,
      keys: `${mod}${index + 1}`,
      act: () => useScreen.getState().go(screen),
    })),
    ...recentFolders.map((folder) => ({
      name: t('palette.recent', { folder: lastSegment(folder) }),
      icon: IconFolder,
      act: () => void addPaths([folder]),
    })),
    ...(['system', 'light', 'dark'] as const).map((theme) => ({
      name: t('palette.theme', { name: t(`settings.themes.${theme}`) }),
      icon: IconSunMoon,
      act: () => void changeSettings({ appearance: { theme } }),
    })),
    ...(['en', 'de'] as const).map((language) => ({
      name: t('palette.language', { name: t(`settings.languages.${language}`) }),
      icon: IconLanguage,
      act: () => void changeSettings({ appearance: { language } }),
    })),
    { name: t('palette.log'), icon: IconFileText, act: () => void openLogs() },
  ]
}

/** Commands with all words of the text in their name, in any order. */
export function matching(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter(({ name }) => {
    const lower = name.toLocaleLowerCase()
    return words.every((word) => lower.includes(word))
  })
}

function ofBatch(batch: Batch): Command[] {
  const { id, label, state, counts, outputs } = batch
  const values = { batch: label }
  const commands: (Command | undefined)[] = [
    state === 'planned'
      ? { name: t('palette.start', values), icon: IconPlayerPlay, act: () => void startBatch(id) }
      : undefined,
    state === 'running' || state === 'queued'
      ? { name: t('palette.pause', values), icon: IconPlayerPause, act: () => void pauseBatch(id) }
      : undefined,
    state === 'paused' || state === 'interrupted'
      ? { name: t('palette.resume', values), icon: IconPlayerPlay, act: () => void resumeBatch(id) }
      : undefined,
    state === 'running' || state === 'queued' || state === 'paused'
      ? { name: t('palette.cancel', values), icon: IconPlayerStop, act: () => void cancelBatch(id) }
      : undefined,
    state === 'done' && counts.failed > 0
      ? { name: t('palette.retry', values), icon: IconRefresh, act: () => void retryItems(id) }
      : undefined,
    outputs.done > 0
      ? { name: t('palette.reveal', values), icon: IconFolderOpen, act: () => void reveal({ batchId: id }) }
      : undefined,
  ]
  return commands.filter((command) => command !== undefined)
}
