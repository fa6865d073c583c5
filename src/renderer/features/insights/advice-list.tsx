import { Button } from '@mantine/core'
import type { Recommendation } from '../../../shared/model/recommendation.ts'
import { singleClick } from '../../components/single-click.ts'
import { currentLanguage, t } from '../../i18n.ts'
import { useAdvice } from '../../state/advice.ts'
import classes from './advice-list.module.css'
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
  const { title, reason } = adviceWords(advice)
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
            {t(`insights.per.${gain.per}`)}
            <br />
            {t('insights.between', { low: amount(gain.amount.low), high: amount(gain.amount.high) })}
          </p>
        </div>
      </header>
      <ul className={classes.evidence} aria-label={t('insights.evidence')}>
        {evidence.map((one) => (
          <Evidence key={`${one.label} ${one.value}`} currency={currency} {...one} />
        ))}
      </ul>
      <footer className={classes.foot}>
        <p className={classes.risk} data-level={risk.level}>
          {t(`insights.risk.${risk.level}`)}
          {currentLanguage() === 'en' && risk.message !== '' && ` · ${risk.message}`}
        </p>
        {appliedAt !== undefined && (
          <p className={classes.effect} data-verdict={effect?.verdict}>
            {t('insights.appliedOn', { day: formatDay(appliedAt) })}{' '}
            {effect !== undefined &&
              t(`insights.effect.${effect.verdict}`, {
                measured: effect.measured === null ? '–' : amount(effect.measured.expected),
                promised: amount(gain.amount.expected),
                needed: effect.needed,
                since: effect.since,
              })}
          </p>
        )}
        <Actions advice={advice} />
      </footer>
    </li>
  )
}

function Actions({ advice: { id, state, action } }: { readonly advice: Recommendation }) {
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

/** The engine speaks English, with every number; other languages say what the rule means. */
function adviceWords({ rule, object, title, reason }: Recommendation): { title: string; reason: string } {
  if (currentLanguage() === 'en') return { title, reason }
  return { title: t(`insights.rule.${rule}.title`, { object }), reason: t(`insights.rule.${rule}.reason`) }
}
