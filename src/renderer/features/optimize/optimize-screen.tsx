import { Button } from '@mantine/core'
import { ScreenFrame } from '../../components/screen-frame.tsx'
import { t } from '../../i18n.ts'
import { useBatches } from '../../state/batches.ts'
import { useEngine } from '../../state/engine.ts'
import { chooseInputs } from '../../state/intake.ts'
import { BatchQueue } from './batch-queue.tsx'
import { BatchView } from './batch-view.tsx'
import { Starting } from './starting.tsx'
import { Welcome } from './welcome.tsx'

/** From dropped folders to finished variants. */
export function OptimizeScreen(): React.JSX.Element {
  const loaded = useEngine((state) => state.loaded)
  const { batches, shownId } = useBatches()
  const batch = batches.find((candidate) => candidate.id === shownId)
  if (!loaded) return <Starting />
  if (batch === undefined) return <Welcome />
  return (
    <ScreenFrame
      title={t('optimize.title')}
      actions={
        <>
          <Button size="xs" onClick={() => void chooseInputs('files')}>
            {t('action.chooseFiles')}
          </Button>
          <Button size="xs" onClick={() => void chooseInputs('folder')}>
            {t('action.chooseFolder')}
          </Button>
        </>
      }
    >
      {batches.length > 1 && <BatchQueue batches={batches} shownId={batch.id} />}
      <BatchView key={batch.id} batch={batch} />
    </ScreenFrame>
  )
}
