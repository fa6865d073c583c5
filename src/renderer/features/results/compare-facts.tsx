import { Button, UnstyledButton } from '@mantine/core'
import { IconCode, IconCopy, IconFolderOpen, IconGripVertical, IconLink } from '@tabler/icons-react'
import type { Item } from '../../../shared/model/item.ts'
import type { OutputResult } from '../../../shared/model/output.ts'
import { FormatPill } from '../../components/format-pill.tsx'
import { Saving } from '../../components/saving.tsx'
import { formatBytes, formatDecimal, formatDimensions, formatDuration } from '../../format.ts'
import { t } from '../../i18n.ts'
import { settingName } from '../../setting-words.ts'
import { copyFile, copyMarkup, dragOut } from '../../state/files.ts'
import { reveal } from '../../state/places.ts'
import classes from './compare-facts.module.css'
import { pictureMarkup } from './picture-markup.ts'
import { TrySetting } from './try-setting.tsx'
import type { TrialState } from './use-trial.ts'

type CompareFactsProps = {
  readonly batchId: string
  readonly item: Item
  readonly variant: OutputResult
  readonly tried: TrialState
  readonly onChoose: (output: number) => void
}

/** What is known of a file, its brothers to choose from, and what can be done with it. */
export function CompareFacts({
  batchId,
  item,
  variant,
  tried,
  onChoose,
}: CompareFactsProps): React.JSX.Element {
  const before = item.probe?.bytes
  const file = { batchId, itemId: item.id, output: variant.index }
  return (
    <aside className={classes.panel} aria-label={t('compare.facts')}>
      <div className={classes.hero}>
        <span className={classes.saving}>
          <Saving before={before} after={variant.bytes} />
        </span>
        <span className={`${classes.bytes} numeric`}>
          {before === undefined ? '–' : formatBytes(before)} → {formatBytes(variant.bytes)}
        </span>
      </div>
      <dl className={classes.facts}>
        <Fact
          name={t('compare.score')}
          value={
            variant.score === null
              ? t('compare.notJudged')
              : t('compare.scoreOf', { score: formatDecimal(variant.score) })
          }
        />
        <Fact name={t('compare.dimensions')} value={formatDimensions(variant.width, variant.height)} />
        <Fact name={t('compare.settings')} value={settingsOf(variant)} />
        <Fact
          name={t('compare.madeIn')}
          value={variant.cached ? t('compare.fromCache') : formatDuration(variant.ms)}
        />
      </dl>
      <TrySetting variant={variant} before={before} tried={tried} />
      <h2 className={classes.heading}>{t('compare.notes')}</h2>
      <ul className={classes.notes}>
        {variant.notes.length === 0 && <li>{t('compare.noNotes')}</li>}
        {variant.notes.map((note) => (
          <li key={note}>{t(`note.${note}`)}</li>
        ))}
      </ul>
      <h2 className={classes.heading}>{t('compare.variants')}</h2>
      <ul className={classes.variants}>
        {item.outputs.map((output) => (
          <li key={output.index}>
            <UnstyledButton
              className={classes.variant}
              aria-current={output.index === variant.index ? 'true' : undefined}
              onClick={() => onChoose(output.index)}
            >
              <FormatPill format={output.format} />
              <span className="numeric">{formatDimensions(output.width, output.height)}</span>
              <span className={`${classes.size} numeric`}>{formatBytes(output.bytes)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <h2 className={classes.heading}>{t('compare.actions')}</h2>
      <div className={classes.actions}>
        <Action icon={IconFolderOpen} label={t('action.showInFolder')} onClick={() => void reveal(file)} />
        <Action icon={IconCopy} label={t('results.copyFile')} onClick={() => void copyFile(file, 'file')} />
        <Action icon={IconLink} label={t('results.copyPath')} onClick={() => void copyFile(file, 'path')} />
        <Action
          icon={IconCode}
          label={t('results.copyMarkup')}
          onClick={() => void copyMarkup(pictureMarkup(item))}
        />
        {/* biome-ignore lint/a11y/noStaticElementInteractions: only a pointer can drag; the clipboard is for keyboards */}
        <div
          className={classes.drag}
          draggable
          onDragStart={(event) => {
            event.preventDefault()
            void dragOut([file])
          }}
        >
          <IconGripVertical size={15} stroke={1.6} aria-hidden />
          {t('results.drag')}
        </div>
      </div>
    </aside>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): React.JSX.Element {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd className="numeric">{value}</dd>
    </div>
  )
}

type ActionProps = { readonly icon: typeof IconCopy; readonly label: string; readonly onClick: () => void }

function Action({ icon: Icon, label, onClick }: ActionProps): React.JSX.Element {
  return (
    <Button
      size="xs"
      variant="subtle"
      justify="flex-start"
      leftSection={<Icon size={15} stroke={1.6} aria-hidden />}
      onClick={onClick}
    >
      {label}
    </Button>
  )
}

function settingsOf(output: OutputResult): string {
  return output.keptOriginal ? t('list.asItWas') : settingName(output)
}
