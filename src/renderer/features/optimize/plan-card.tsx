import { Button, Switch } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Batch } from '../../../shared/model/batch.ts'
import { BatchCard } from '../../components/batch-card/batch-card.tsx'
import { FormatPill } from '../../components/format-pill.tsx'
import { singleClick } from '../../components/single-click.ts'
import { formatBytes, formatCount, formatNoun } from '../../format.ts'
import { t } from '../../i18n.ts'
import { recipeText } from '../../recipe-names.ts'
import { discardBatch, setContrast, setInPlace, startBatch } from '../../state/actions.ts'
import { imagesToDo } from '../../state/batch-progress.ts'
import { useContrast } from '../../state/contrast.ts'
import { batchWords } from '../../words.ts'
import { DestinationColumn } from './destination-column.tsx'
import { estimateWords, timeWords } from './estimate-words.ts'
import classes from './plan-card.module.css'
import { RecipePicker } from './recipe-picker.tsx'
import { sizeWords } from './recipe-words.ts'
import { SampleLine } from './sample-line.tsx'
import { useProblemDetails } from './use-problem-details.tsx'

/** What was found, what will come out and where, before anything is made. */
export function PlanCard({ batch }: { readonly batch: Batch }): React.JSX.Element {
  const planning = batch.state === 'planning'
  const images = imagesToDo(batch.counts)
  const nothing = batch.state === 'planned' && images === 0
  const enhance = useContrast(({ wanted }) => wanted.get(batch.id)) ?? batch.recipe.enhance
  const problems = useProblemDetails(batch)
  const primary = useRef<HTMLButtonElement>(null)
  const startable = !planning && images > 0
  useEffect(() => {
    // Enter starts; but a dialog or another control that was reached meanwhile keeps the keyboard.
    if (startable && document.activeElement === document.body) primary.current?.focus({ preventScroll: true })
  }, [startable])
  return (
    <BatchCard
      title={batch.label}
      state={planning ? t('optimize.looking') : batchWords(batch)}
      actions={
        nothing ? (
          <Button size="sm" onClick={singleClick(() => discardBatch(batch.id))}>
            {t('action.dismiss')}
          </Button>
        ) : (
          <>
            <Button size="sm" variant="subtle" onClick={singleClick(() => discardBatch(batch.id))}>
              {t('action.discard')}
            </Button>
            <Button
              ref={primary}
              size="sm"
              variant="filled"
              disabled={!startable}
              onClick={singleClick(() => startBatch(batch.id))}
            >
              {t(batch.inPlace === undefined ? 'optimize.start' : 'inPlace.start', {
                count: images,
                n: formatCount(images),
              })}
            </Button>
          </>
        )
      }
      foot={
        <>
          <RecipePicker batch={batch} disabled={nothing} />
          <Switch
            label={t('optimize.enhance')}
            checked={enhance}
            disabled={nothing}
            onChange={(event) => void setContrast(batch.id, event.currentTarget.checked)}
          />
          <Switch
            label={t('inPlace.switch')}
            checked={batch.inPlace !== undefined}
            disabled={nothing || planning}
            onChange={(event) => void setInPlace(batch, event.currentTarget.checked)}
          />
          {batch.estimate !== undefined && (
            <span className={`${classes.estimate} numeric`}>{estimateWords(batch.estimate)}</span>
          )}
          {problems.button}
          {!nothing && <p className={classes.summary}>{recipeText(batch.recipe)}</p>}
          {!nothing && <SampleLine batch={batch} />}
        </>
      }
      details={problems.details}
    >
      <dl className={classes.columns}>
        <div className={classes.column}>
          <dt className={classes.name}>{t('optimize.found')}</dt>
          <dd className={`${classes.value} numeric`}>{formatNoun(images, 'image')}</dd>
          <dd className={`${classes.more} numeric`}>
            {formatBytes(batch.bytes.input)}
            {batch.estimate !== undefined && ` · ${timeWords(batch.estimate)}`}
          </dd>
        </div>
        <div className={classes.column}>
          <dt className={classes.name}>{t('optimize.comesOut')}</dt>
          <dd className={`${classes.value} numeric`}>
            {formatNoun(batch.outputs.planned, 'file')}
            <span className={classes.pills}>
              {batch.recipe.formats.map((format) => (
                <FormatPill key={format} format={format} />
              ))}
            </span>
          </dd>
          <dd className={`${classes.more} numeric`}>{batch.recipe.sizes.map(sizeWords).join(', ')}</dd>
        </div>
        <DestinationColumn batch={batch} />
      </dl>
    </BatchCard>
  )
}
