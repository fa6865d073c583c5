import { Button } from '@mantine/core'
import type { Recommendation } from '../../../shared/model/recommendation.ts'
import { singleClick } from '../../components/single-click.ts'
import { t } from '../../i18n.ts'
import { useAdvice } from '../../state/advice.ts'
import { reveal } from '../../state/places.ts'
import { useRuns } from '../../state/runs.ts'
import { useScreen } from '../../state/screen.ts'
import classes from './advice-list.module.css'
import { adviceWords, effectWords, evidenceWords } from './advice-words.ts'
import { Evidence } from './evidence.tsx'
import { formatDay, formatValue } from './words.ts'

type AdviceListProps = {
  readonly advice: readonly Recommendation[]
  readonly currency: string
}

/** What could be done better, with what it is worth, what it rests on, and the way back. */
export function AdviceList({ advice, currency }: AdviceListProps): React.JSX.Element {
  return (
    <ul className={classes.list}>
      {advice.map((one) => (
        <Card key={one.id} advice={one} currency={currency} />
      ))}
    </ul>
  )
}

function Card({ advice, currency }: { readonly advice: Recommendation; readonly currency: string }) {
  const { group, state, gain, risk, evidence, appliedAt, effect } = advice
  const { title, reason, risk: riskWords } = adviceWords(advice, currency)
  const amount = (value: number): string => formatValue(value, gain.unit, currency)
  return (
    <li className={classes.card} data-state={state}>
      <header className={classes.head}>
        <div className={classes.what}>
          <p className={classes.group}>{t(`insights.group.${group}`)}</p>
          <h3 className={classes.title}>{title}</h3>
          <p className={classes.reason}>{reason}</p>
        </div>
        <div className={classes.gain}>
          <p className={`${classes.amount} numeric`}>{amount(gain.amount.expected)}</p>
          <p className={`${classes.range} numeric`}>
            {t(`insights.gainOf.${gain.what}`)} {t(`insights.per.${gain.per}`)}
            <br />
            {t('insights.between', { low: amount(gain.amount.low), high: amount(gain.amount.high) })}
          </p>
        </div>
      </header>
      <ul className={classes.evidence} aria-label={t('insights.evidence')}>
        {evidence.map((one) => (
          <Evidence
            key={`${one.label} ${one.value}`}
            currency={currency}
            {...one}
            label={evidenceWords(one)}
          />
        ))}
      </ul>
      <footer className={classes.foot}>
        <p className={classes.risk} data-level={risk.level}>
          {t(`insights.risk.${risk.level}`)}
          {` · ${riskWords}`}
        </p>
        {appliedAt !== undefined && (
          <p className={classes.effect} data-verdict={effect?.verdict}>
            {t('insights.appliedOn', { day: formatDay(appliedAt) })} {effectWords(advice, currency)}
          </p>
        )}
        <Actions advice={advice} />
      </footer>
    </li>
  )
}

function Actions({ advice }: { readonly advice: Recommendation }) {
  const { id, state, action } = advice
  const { apply, takeBack, dismiss } = useAdvice()
  return (
    <span className={classes.actions}>
      {state === 'open' && (
        <Button size="xs" variant="subtle" onClick={singleClick(() => dismiss(id, true))}>
          {t('insights.dismiss')}
        </Button>
      )}
      {state === 'open' && action.type !== 'none' && (
        <Button size="xs" variant="filled" onClick={singleClick(() => apply(id))}>
          {t('insights.apply')}
        </Button>
      )}
      {state === 'open' && action.type === 'none' && <ByHand advice={advice} />}
      {state !== 'open' && (
        <Button
          size="xs"
          onClick={singleClick(() => (state === 'applied' ? takeBack(id) : dismiss(id, false)))}
        >
          {t(state === 'applied' ? 'insights.undo' : 'insights.restore')}
        </Button>
      )}
    </span>
  )
}

/** Where only a person can do it, the way to where it is done. */
function ByHand({ advice: { rule, evidence } }: { readonly advice: Recommendation }) {
  const source = evidence.find(({ source: { type } }) => type === 'run' || type === 'item')?.source
  if (source?.type !== 'run' && source?.type !== 'item') return null
  const { runId } = source
  const show = (): void => {
    useRuns.getState().choose(runId)
    useScreen.getState().go('history')
  }
  return rule === 'slow-target' ? (
    <Button size="xs" variant="filled" onClick={singleClick(() => reveal({ batchId: runId }))}>
      {t('insights.byHand.folder')}
    </Button>
  ) : (
    <Button size="xs" variant="filled" onClick={show}>
      {t('insights.byHand.images')}
    </Button>
  )
}
