import { Choice } from '../../components/controls/choice.tsx'
import { formatMoment } from '../../format.ts'
import { t } from '../../i18n.ts'
import { useResults } from '../../state/results.ts'
import type { Source } from './use-sources.ts'

type SourceChoiceProps = { readonly sources: readonly Source[]; readonly shown: Source }

/** Whose results are shown. */
export function SourceChoice({ sources, shown }: SourceChoiceProps): React.JSX.Element {
  const show = useResults((state) => state.show)
  return (
    <Choice
      label={t('results.batch')}
      value={shown.id}
      options={sources.map(({ id, label, at }) => ({ value: id, label: `${label} · ${formatMoment(at)}` }))}
      onChange={(id) => void show(id)}
    />
  )
}
