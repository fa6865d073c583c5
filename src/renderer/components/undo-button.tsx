import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { formatNoun } from '../format.ts'
import { t } from '../i18n.ts'
import { undoBatch, useBackups } from '../state/backups.ts'
import { singleClick } from './single-click.ts'

/** Puts the originals of a batch back, where it replaced some and their backups are still there. */
export function UndoButton({ batchId }: { readonly batchId: string }): React.JSX.Element | null {
  const backup = useBackups((state) => state.backups.find((one) => one.batchId === batchId))
  if (backup === undefined) return null
  return (
    <Button
      size="sm"
      title={t('undo.hint', { images: formatNoun(backup.images, 'image') })}
      leftSection={<IconArrowBackUp size={16} stroke={1.6} aria-hidden />}
      onClick={singleClick(() => undoBatch(batchId))}
    >
      {t('undo.button')}
    </Button>
  )
}
