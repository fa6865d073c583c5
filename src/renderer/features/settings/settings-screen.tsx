import { Button, Switch } from '@mantine/core'
import { IconAdjustments, IconFolder } from '@tabler/icons-react'
import { useState } from 'react'
import type { Settings } from '../../../shared/settings.ts'
import { Segments } from '../../components/controls/segments.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Field, FormSection } from '../../components/form/field.tsx'
import { PriceFields } from '../../components/form/price-fields.tsx'
import { ScreenFrame } from '../../components/screen-frame.tsx'
import { t } from '../../i18n.ts'
import { changeSettings, openLogs } from '../../state/actions.ts'
import { useEngine } from '../../state/engine.ts'
import { CachePanel } from './cache-panel.tsx'
import { IgnoreField } from './ignore-field.tsx'
import { PerformanceFields, ThresholdFields } from './performance-fields.tsx'
import { ReportSettings } from './report-settings.tsx'
import { RetentionFields } from './retention-fields.tsx'
import { SettingsFile } from './settings-file.tsx'
import classes from './settings-screen.module.css'
import { WatchPanel } from './watch-panel.tsx'

const views = ['general', 'watch', 'cache'] as const

/** Everything that can be set, in effect as soon as it is changed. */
export function SettingsScreen(): React.JSX.Element {
  const { settings, logFolder } = useEngine()
  const [view, setView] = useState<(typeof views)[number]>('general')
  return (
    <ScreenFrame
      title={t('settings.title')}
      actions={
        <>
          {view === 'general' && <SettingsFile disabled={settings === undefined} />}
          <Segments
            label={t('settings.view')}
            value={view}
            options={views.map((value) => ({ value, label: t(`settings.views.${value}`) }))}
            onChange={setView}
          />
        </>
      }
    >
      {settings === undefined ? (
        <EmptyState icon={IconAdjustments} title={t('settings.waiting')}>
          {null}
        </EmptyState>
      ) : view !== 'general' ? (
        <div className={classes.panel}>
          {view === 'watch' ? <WatchPanel /> : <CachePanel settings={settings} />}
        </div>
      ) : (
        <div className={classes.panel}>
          <Appearance settings={settings} />
          <Startup settings={settings} />
          <PerformanceFields settings={settings} />
          <ThresholdFields settings={settings} />
          <RetentionFields settings={settings} />
          <FormSection title={t('insights.prices')}>
            <PriceFields settings={settings} />
          </FormSection>
          <ReportSettings reports={settings.reports} />
          <FormSection title={t('settings.files')}>
            <IgnoreField patterns={settings.ignore} />
            <Field label={t('settings.log')} hint={logFolder}>
              <Button
                size="xs"
                leftSection={<IconFolder size={15} stroke={1.6} aria-hidden />}
                onClick={() => void openLogs()}
              >
                {t('settings.showLog')}
              </Button>
            </Field>
          </FormSection>
        </div>
      )}
    </ScreenFrame>
  )
}

type PartProps = { readonly settings: Settings }

function Appearance({ settings }: PartProps): React.JSX.Element {
  const { theme, language } = settings.appearance
  return (
    <FormSection title={t('settings.appearance')}>
      <Field label={t('settings.theme')}>
        <Segments
          label={t('settings.theme')}
          value={theme}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`settings.themes.${value}`),
          }))}
          onChange={(next) => void changeSettings({ appearance: { theme: next } })}
        />
      </Field>
      <Field label={t('settings.language')}>
        <Segments
          label={t('settings.language')}
          name="language"
          value={language}
          options={(['system', 'en', 'de'] as const).map((value) => ({
            value,
            label: t(`settings.languages.${value}`),
          }))}
          onChange={(next) => void changeSettings({ appearance: { language: next } })}
        />
      </Field>
    </FormSection>
  )
}

function Startup({ settings }: PartProps): React.JSX.Element {
  const { canOpenAtLogin } = useEngine()
  const { unfinished, openAtLogin } = settings.startup
  return (
    <FormSection title={t('settings.startup')}>
      <Field label={t('settings.unfinished')} hint={t('settings.unfinishedHint')}>
        <Segments
          label={t('settings.unfinished')}
          value={unfinished}
          options={(['offer', 'resume'] as const).map((value) => ({
            value,
            label: t(`settings.unfinishedChoice.${value}`),
          }))}
          onChange={(next) => void changeSettings({ startup: { unfinished: next } })}
        />
      </Field>
      {canOpenAtLogin && (
        <Field label={t('settings.openAtLogin')}>
          <Switch
            aria-label={t('settings.openAtLogin')}
            checked={openAtLogin}
            onChange={(event) =>
              void changeSettings({ startup: { openAtLogin: event.currentTarget.checked } })
            }
          />
        </Field>
      )}
    </FormSection>
  )
}
