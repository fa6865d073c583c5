import { Button, Switch } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { ReportFormat, ReportText } from '../../../shared/model/report-request.ts'
import { formatMoment } from '../../format.ts'
import { t } from '../../i18n.ts'
import { useEngine } from '../../state/engine.ts'
import { exportReport, type Offer, periods, subjectOf, useReportDialog } from '../../state/report-dialog.ts'
import { useRuns } from '../../state/runs.ts'
import { Choice } from '../controls/choice.tsx'
import { Field } from '../form/field.tsx'
import { TextField } from '../form/text-field.tsx'
import { singleClick } from '../single-click.ts'
import { FormatChecks } from './format-checks.tsx'
import { LogoField } from './logo-field.tsx'
import { NotesField } from './notes-field.tsx'
import classes from './report.module.css'

/** Asks what a report is about and what is in it. A modal dialog of the browser's own: it keeps the keyboard inside. */
export function ReportDialog(): React.JSX.Element {
  const { offer, close } = useReportDialog()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (offer !== undefined) dialog.current?.showModal()
    else dialog.current?.close()
  }, [offer])
  return (
    <dialog ref={dialog} className={classes.dialog} aria-label={t('report.title')} onClose={close}>
      {offer !== undefined && <Form offer={offer} onDone={close} />}
    </dialog>
  )
}

type FormProps = { readonly offer: Offer; readonly onDone: () => void }

function Form({ offer, onDone }: FormProps): React.JSX.Element {
  const preset = useEngine((state) => state.settings?.reports)
  const { runs, load } = useRuns()
  const [about, setAbout] = useState(offer.about)
  const [otherId, setOtherId] = useState(offer.otherId ?? '')
  const [text, setText] = useState<ReportText>({
    title: preset?.title ?? '',
    notes: preset?.notes ?? '',
    logo: preset?.logo ?? '',
  })
  const [formats, setFormats] = useState<ReportFormat[]>(preset?.formats ?? ['html'])
  const [paths, setPaths] = useState(false)
  useEffect(() => {
    if (runs === undefined) void load()
  }, [runs, load])
  const others = (runs ?? []).filter(({ id }) => id !== offer.run?.id)
  const subject = subjectOf(about, offer.run?.id, otherId, Date.now())
  const write = async (): Promise<void> => {
    if (subject === undefined) return
    if (await exportReport({ subject, formats, paths, ...text })) onDone()
  }
  return (
    <>
      <h2 className={classes.title}>{t('report.title')}</h2>
      <div className={classes.fields}>
        <Field label={t('report.about')}>
          <Choice
            label={t('report.about')}
            value={about}
            options={[
              ...(offer.run === undefined ? [] : [{ value: 'run' as const, label: offer.run.label }]),
              ...(offer.run === undefined || others.length === 0
                ? []
                : [
                    {
                      value: 'comparison' as const,
                      label: t('report.comparison', { name: offer.run.label }),
                    },
                  ]),
              ...periods.map((value) => ({ value, label: t(`report.period.${value}`) })),
            ]}
            onChange={setAbout}
          />
        </Field>
        {about === 'comparison' && (
          <Field label={t('report.before')} hint={t('report.beforeHint')}>
            <Choice
              label={t('report.before')}
              value={otherId}
              options={[
                { value: '', label: t('report.chooseRun') },
                ...others.map(({ id, label, finishedAt }) => ({
                  value: id,
                  label: `${label} · ${formatMoment(finishedAt)}`,
                })),
              ]}
              onChange={setOtherId}
            />
          </Field>
        )}
        <Field label={t('report.formats')}>
          <FormatChecks value={formats} onChange={setFormats} />
        </Field>
        <TextField
          label={t('report.headline')}
          hint={t('report.headlineHint')}
          value={text.title}
          onChange={(title) => setText({ ...text, title: title.slice(0, 200) })}
        />
        <NotesField value={text.notes} onChange={(notes) => setText({ ...text, notes })} />
        <LogoField value={text.logo} onChange={(logo) => setText({ ...text, logo })} />
        <Field label={t('report.paths')} hint={t('report.pathsHint')}>
          <Switch
            aria-label={t('report.paths')}
            checked={paths}
            onChange={(event) => setPaths(event.currentTarget.checked)}
          />
        </Field>
      </div>
      <footer className={classes.foot}>
        <Button variant="subtle" onClick={onDone}>
          {t('action.cancel')}
        </Button>
        <Button variant="filled" disabled={subject === undefined} onClick={singleClick(write)}>
          {t('report.write')}
        </Button>
      </footer>
    </>
  )
}
