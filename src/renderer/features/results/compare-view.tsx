import { Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import {
  IconArrowLeft,
  IconChevronLeft,
  IconChevronRight,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { previewUrl, trialUrl } from '../../../shared/contract/shell.ts'
import { IconButton } from '../../components/controls/icon-button.tsx'
import { Segments } from '../../components/controls/segments.tsx'
import { formatCount, formatPercent } from '../../format.ts'
import { t } from '../../i18n.ts'
import type { Result } from '../../state/result-order.ts'
import { useResults } from '../../state/results.ts'
import { CompareFacts } from './compare-facts.tsx'
import { type CompareMode, CompareStage, compareModes } from './compare-stage.tsx'
import classes from './compare-view.module.css'
import { fitted, type Stage, type StageView, scaleOf, zoomed, zoomedTo } from './stage.ts'
import { useTrial } from './use-trial.ts'

type CompareViewProps = {
  readonly batchId: string
  readonly results: readonly Result[]
  readonly position: number
  /** Index of the file that is compared with its original. */
  readonly output: number
}

/** An original and what was made from it, as closely as anybody wants to look. Escape leads back. */
export function CompareView({
  batchId,
  results,
  position,
  output,
}: CompareViewProps): React.JSX.Element | null {
  const compare = useResults((state) => state.compare)
  const [mode, setMode] = useState<CompareMode>('split')
  const [view, setView] = useState<StageView>(fitted)
  const { ref: sized, width, height } = useElementSize()
  const result = results[position]
  const variant = result?.item.outputs.find((one) => one.index === output) ?? result?.served

  const tried = useTrial(batchId, result?.item.id ?? '', variant)

  const step = (by: 1 | -1): void => {
    const next = results[position + by]
    if (next === undefined || variant === undefined) return
    // The same kind of file of the next image, else its best.
    const same = next.item.outputs.find((one) => one.index === variant.index) ?? next.served
    setView(fitted)
    compare({ itemId: next.item.id, output: same.index })
  }
  useEffect(() => {
    const next = results[position + 1]
    if (next === undefined) return
    const place = { batchId, itemId: next.item.id }
    new Image().src = previewUrl(place)
    new Image().src = previewUrl({ ...place, output: next.served.index })
  }, [batchId, results, position])

  if (result === undefined || variant === undefined) return null
  const { item } = result
  const place = { batchId, itemId: item.id }
  const stage: Stage = {
    picture: variant,
    box: { width: Math.max(1, mode === 'side' ? width / 2 : width), height: Math.max(1, height) },
    pixelRatio: window.devicePixelRatio,
  }
  const level = scaleOf(view, stage) * stage.pixelRatio
  return (
    <section
      className={classes.view}
      aria-label={t('compare.label', { name: item.name })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') compare(undefined)
        else if (event.key === 'PageDown') step(1)
        else if (event.key === 'PageUp') step(-1)
      }}
    >
      <header className={classes.header}>
        <IconButton icon={IconArrowLeft} label={t('compare.back')} onClick={() => compare(undefined)} />
        <h1 className={classes.title} title={item.name}>
          {item.name}
        </h1>
        <span className={`${classes.position} numeric`}>
          {t('compare.position', { n: formatCount(position + 1), total: formatCount(results.length) })}
        </span>
        <IconButton
          icon={IconChevronLeft}
          label={t('compare.previous')}
          disabled={position === 0}
          onClick={() => step(-1)}
        />
        <IconButton
          icon={IconChevronRight}
          label={t('compare.next')}
          disabled={position === results.length - 1}
          onClick={() => step(1)}
        />
        <div className={classes.tools}>
          <Segments
            label={t('compare.mode')}
            value={mode}
            options={compareModes.map((value) => ({ value, label: t(`compare.${value}`) }))}
            onChange={setMode}
          />
          <div className={classes.zoom}>
            <IconButton
              icon={IconZoomOut}
              label={t('compare.zoomOut')}
              onClick={() => setView(zoomed(view, stage, -1))}
            />
            <span className={`${classes.level} numeric`} role="status">
              {width === 0 ? '' : formatPercent(level * 100)}
            </span>
            <IconButton
              icon={IconZoomIn}
              label={t('compare.zoomIn')}
              onClick={() => setView(zoomed(view, stage, 1))}
            />
            <Button
              size="xs"
              title={t('compare.fitLabel')}
              aria-pressed={view.zoom === 'fit'}
              onClick={() => setView(fitted)}
            >
              {t('compare.fit')}
            </Button>
            <Button
              size="xs"
              title={t('compare.actual')}
              aria-pressed={view.zoom === 1}
              onClick={() => setView(zoomedTo(view, stage, 1))}
            >
              {formatPercent(100)}
            </Button>
          </div>
        </div>
      </header>
      <div className={classes.body}>
        <div className={classes.pictures}>
          <CompareStage
            mode={mode}
            before={previewUrl(place)}
            after={
              tried.trial === undefined
                ? previewUrl({ ...place, output: variant.index })
                : trialUrl(tried.trial.id)
            }
            afterName={t(tried.trial === undefined ? 'compare.variant' : 'trial.picture')}
            view={view}
            stage={stage}
            sized={sized}
            onView={setView}
          />
          {mode === 'difference' && <p className={classes.hint}>{t('compare.differenceHint')}</p>}
        </div>
        <CompareFacts
          batchId={batchId}
          item={item}
          variant={variant}
          tried={tried}
          onChoose={(index) => compare({ itemId: item.id, output: index })}
        />
      </div>
    </section>
  )
}
