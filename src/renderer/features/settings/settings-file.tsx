import { Button } from '@mantine/core'
import { IconFileExport, IconFileImport, IconRestore } from '@tabler/icons-react'
import { useRef } from 'react'
import { singleClick } from '../../components/single-click.ts'
import { t } from '../../i18n.ts'
import { exportSettings, importSettings, restoreSettings } from '../../state/settings-file.ts'

/** All settings at once: into a file, out of one, or as they were at first. */
export function SettingsFile({ disabled }: { readonly disabled: boolean }): React.JSX.Element {
  const file = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={(event) => {
          const [given] = event.currentTarget.files ?? []
          if (given !== undefined) void importSettings(given)
          event.currentTarget.value = ''
        }}
      />
      <Button
        size="xs"
        disabled={disabled}
        leftSection={<IconFileImport size={15} stroke={1.6} aria-hidden />}
        onClick={() => file.current?.click()}
      >
        {t('settings.import')}
      </Button>
      <Button
        size="xs"
        disabled={disabled}
        leftSection={<IconFileExport size={15} stroke={1.6} aria-hidden />}
        onClick={singleClick(exportSettings)}
      >
        {t('settings.export')}
      </Button>
      <Button
        size="xs"
        disabled={disabled}
        leftSection={<IconRestore size={15} stroke={1.6} aria-hidden />}
        onClick={singleClick(restoreSettings)}
      >
        {t('settings.restore')}
      </Button>
    </>
  )
}
