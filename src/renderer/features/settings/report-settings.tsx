import { Button, Switch } from '@mantine/core'
import { IconFolder } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { ReportSettings as Reports } from '../../../shared/settings.ts'
import { call } from '../../bridge.ts'
import { Field, FormSection } from '../../components/form/field.tsx'
import { TextField } from '../../components/form/text-field.tsx'
import { notifyError } from '../../components/notify.ts'
import { FormatChecks } from '../../components/report/format-checks.tsx'
import { LogoField } from '../../components/report/logo-field.tsx'
import { NotesField } from '../../components/report/notes-field.tsx'
import { t } from '../../i18n.ts'
import { changeSettings } from '../../state/actions.ts'

/** What reports begin with, and the one that is written every week. */
export function ReportSettings({ reports }: { readonly reports: Reports }): React.JSX.Element {
  const [title, setTitle] = useState(reports.title)
  const [notes, setNotes] = useState(reports.notes)
  useEffect(() => setTitle(reports.title), [reports.title])
  useEffect(() => setNotes(reports.notes), [reports.notes])
  const change = (changes: Partial<Reports>): void => void changeSettings({ reports: changes })
  const chooseFolder = async (): Promise<void> => {
    try {
      const { path } = await call('chooseFolder', { title: t('report.dirTitle') })
      if (path !== null) change({ dir: path })
    } catch (error) {
      notifyError(error)
    }
  }
  return (
    <FormSection title={t('report.section')}>
      <Field
        label={t('report.weekly')}
        hint={t(reports.dir === '' ? 'report.weeklyNoFolder' : 'report.weeklyHint')}
      >
        <Switch
          aria-label={t('report.weekly')}
          checked={reports.weekly}
          disabled={reports.dir === ''}
          onChange={(event) => change({ weekly: event.currentTarget.checked })}
        />
      </Field>
      <Field label={t('report.dir')} hint={reports.dir}>
        <Button
          size="xs"
          leftSection={<IconFolder size={15} stroke={1.6} aria-hidden />}
          onClick={() => void chooseFolder()}
        >
          {t('action.chooseFolder')}
        </Button>
      </Field>
      <Field label={t('report.formats')}>
        <FormatChecks value={reports.formats} onChange={(formats) => change({ formats })} />
      </Field>
      <TextField
        label={t('report.headline')}
        hint={t('report.headlineHint')}
        value={title}
        onChange={(next) => setTitle(next.slice(0, 200))}
        onLeave={() => change({ title })}
      />
      <NotesField value={notes} onChange={setNotes} onLeave={() => change({ notes })} />
      <LogoField value={reports.logo} onChange={(logo) => change({ logo })} />
    </FormSection>
  )
}
