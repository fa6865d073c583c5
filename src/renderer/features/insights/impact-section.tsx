import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useEffect } from 'react'
import { Choice } from '../../components/controls/choice.tsx'
import { t } from '../../i18n.ts'
import { useEngine } from '../../state/engine.ts'
import { useImpact } from '../../state/impact.ts'
import { useRuns } from '../../state/runs.ts'
import { useScreen } from '../../state/screen.ts'
import { problemWords } from '../../words.ts'
import { ImpactPanel } from './impact-panel.tsx'
import classes from './impact-section.module.css'
import { PriceDetails } from './price-details.tsx'
import { Nothing, Section } from './section.tsx'

type ImpactSectionProps = {
  /** Newest first, as choices. */
  readonly runs: readonly { readonly value: string; readonly label: string }[]
}

/** What a run is worth, against its originals or against another run. */
export function ImpactSection({ runs }: ImpactSectionProps): React.JSX.Element {
  const ready = useEngine((state) => state.engine.state === 'ready')
  const settings = useEngine((state) => state.settings)
  const { runId, otherId, impact, error, load } = useImpact()
  const chosen = runs.some(({ value }) => value === runId) ? runId : runs[0]?.value
  useEffect(() => {
    if (ready && chosen !== undefined) void load(chosen, otherId)
  }, [ready, chosen, otherId, load])
  const open = (): void => {
    if (chosen === undefined) return
    useRuns.getState().choose(chosen)
    useScreen.getState().go('history')
  }
  return (
    <Section
      id="insights-impact"
      title={t('insights.impact')}
      actions={
        chosen !== undefined && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconHistory size={15} stroke={1.6} aria-hidden />}
            onClick={open}
          >
            {t('insights.openRun')}
          </Button>
        )
      }
    >
      {chosen === undefined ? (
        <Nothing>{t('insights.noRuns')}</Nothing>
      ) : (
        <div className={classes.choices}>
          <Choice
            label={t('insights.ofRun')}
            value={chosen}
            options={runs}
            onChange={(next) => void load(next, otherId === next ? '' : otherId)}
          />
          <Choice
            label={t('insights.against')}
            value={otherId}
            options={[
              { value: '', label: t('insights.originals') },
              ...runs
                .filter(({ value }) => value !== chosen)
                .map(({ value, label }) => ({ value, label: t('insights.againstRun', { run: label }) })),
            ]}
            onChange={(next) => void load(chosen, next)}
          />
        </div>
      )}
      {error !== undefined && <Nothing>{problemWords(error).message}</Nothing>}
      {impact !== undefined && <ImpactPanel impact={impact} />}
      {chosen !== undefined && settings !== undefined && (
        <PriceDetails settings={settings} onChange={() => void load(chosen, otherId)} />
      )}
    </Section>
  )
}
