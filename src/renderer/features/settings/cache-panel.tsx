import { Button, Switch } from '@mantine/core'
import { IconBulb, IconFlame, IconSettingsCheck, IconTrash, IconTrashX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { CacheAdvice, CacheStats, CacheTally } from '../../../shared/model/cache.ts'
import type { Settings } from '../../../shared/settings.ts'
import { Choice } from '../../components/controls/choice.tsx'
import { Field, FormSection } from '../../components/form/field.tsx'
import { NumberField } from '../../components/form/number-field.tsx'
import { singleClick } from '../../components/single-click.ts'
import { Stat } from '../../components/stat.tsx'
import { formatBytes, formatCount, formatMoment, formatPercent } from '../../format.ts'
import { t } from '../../i18n.ts'
import { recipeName } from '../../recipe-names.ts'
import { changeSettings } from '../../state/actions.ts'
import {
  applyCacheAdvice,
  type CacheTask,
  clearCache,
  pruneCache,
  useCache,
  verifyCache,
  warmCache,
} from '../../state/cache.ts'
import { useRecipes } from '../../state/recipes.ts'
import classes from './cache-panel.module.css'
import { HitTable } from './hit-table.tsx'

/** As sizes are shown everywhere in the window. */
const gigabyte = 1e9

/** What the cache of results holds, what it was worth, and what can be done with it. */
export function CachePanel({ settings }: { readonly settings: Settings }): React.JSX.Element {
  const { stats, load } = useCache()
  useEffect(() => void load(), [load])
  const { enabled, maxBytes, ttlDays } = settings.cache
  return (
    <>
      <FormSection title={t('cache.title')}>
        {stats !== undefined && <Numbers stats={stats} />}
        {stats?.advice !== undefined && <Advice advice={stats.advice} />}
      </FormSection>
      <FormSection title={t('cache.limits')}>
        <Field label={t('cache.enabled')} hint={t('cache.enabledHint')}>
          <Switch
            aria-label={t('cache.enabled')}
            checked={enabled}
            onChange={(event) => void changeSettings({ cache: { enabled: event.currentTarget.checked } })}
          />
        </Field>
        <NumberField
          label={t('cache.size')}
          hint={t('cache.sizeHint')}
          value={Math.round((maxBytes / gigabyte) * 100) / 100}
          min={0}
          max={100_000}
          unit="GB"
          whole={false}
          onCommit={(value) => void changeSettings({ cache: { maxBytes: Math.round(value * gigabyte) } })}
        />
        <NumberField
          label={t('cache.days')}
          hint={t('cache.daysHint')}
          value={ttlDays}
          min={1}
          max={3_650}
          onCommit={(value) => void changeSettings({ cache: { ttlDays: value } })}
        />
      </FormSection>
      {stats !== undefined && stats.since !== null && (
        <FormSection title={t('cache.analysis')}>
          <Analysis stats={stats} />
        </FormSection>
      )}
      <FormSection title={t('cache.care')}>
        <Tasks />
      </FormSection>
    </>
  )
}

function Numbers({ stats }: { readonly stats: CacheStats }): React.JSX.Element {
  const { bytes, entries, maxBytes, lookups, bytesReused, since } = stats
  return (
    <dl className={classes.numbers}>
      <Stat
        label={t('cache.onDisk')}
        value={formatBytes(bytes)}
        more={t('cache.ofAtMost', { bytes: formatBytes(maxBytes) })}
      />
      <Stat label={t('cache.results')} value={formatCount(entries)} />
      <Stat
        label={t('cache.hitRate')}
        value={rateText(lookups)}
        more={t('cache.lookups', { n: formatCount(lookups.hits + lookups.misses) })}
      />
      <Stat
        label={t('cache.reused')}
        value={formatBytes(bytesReused)}
        more={since === null ? undefined : t('cache.since', { moment: formatMoment(since) })}
      />
    </dl>
  )
}

function Advice({ advice }: { readonly advice: CacheAdvice }): React.JSX.Element {
  const busy = useCache((state) => state.busy)
  const { maxBytes, ttlDays, hitRate, lookups } = advice
  return (
    <div className={classes.advice}>
      <IconBulb size={18} stroke={1.6} className={classes.bulb} aria-hidden />
      <p className={classes.words}>
        {t('cache.advice', { size: formatBytes(maxBytes), count: ttlDays, n: formatCount(ttlDays) })}{' '}
        {t('cache.adviceWhy', {
          now: formatPercent(hitRate.now * 100),
          advised: formatPercent(hitRate.advised * 100),
          lookups: formatCount(lookups),
        })}
      </p>
      <Button
        size="xs"
        flex="none"
        disabled={busy !== undefined}
        onClick={singleClick(() => applyCacheAdvice())}
      >
        {t('cache.apply')}
      </Button>
    </div>
  )
}

function Analysis({ stats }: { readonly stats: CacheStats }): React.JSX.Element {
  const recipes = useRecipes((state) => state.recipes)
  const { byRecipe, bySize, byAge, missReasons } = stats
  const nameOf = (id: string): string => {
    const recipe = recipes.find((stored) => stored.recipe.id === id)?.recipe
    return recipe === undefined ? id || t('cache.noRecipe') : recipeName(recipe)
  }
  const tallied = (rows: readonly (readonly [string, CacheTally])[]) =>
    rows.map(([name, tally]) => [name, formatCount(tally.hits), formatCount(tally.misses), rateText(tally)])
  const tally = [t('cache.hits'), t('cache.misses'), t('cache.hitRate')]
  return (
    <div className={classes.tables}>
      <HitTable
        title={t('cache.byRecipe')}
        columns={tally}
        rows={tallied(byRecipe.map((row) => [nameOf(row.recipe), row]))}
      />
      <HitTable
        title={t('cache.bySize')}
        columns={tally}
        rows={tallied(bySize.map((row) => [row.size, row]))}
      />
      <HitTable
        title={t('cache.byAge')}
        columns={[t('cache.hits')]}
        rows={byAge.map(({ age, hits }) => [t(`cache.age.${age}`), formatCount(hits)])}
      />
      <HitTable
        title={t('cache.byReason')}
        columns={[t('cache.misses')]}
        rows={missReasons.map(({ reason, misses }) => [t(`cache.reason.${reason}`), formatCount(misses)])}
      />
    </div>
  )
}

function Tasks(): React.JSX.Element {
  const busy = useCache((state) => state.busy)
  const recipes = useRecipes((state) => state.recipes)
  const [recipeId, setRecipeId] = useState('responsive-web')
  const task = (name: CacheTask, Icon: typeof IconTrash, act: () => Promise<void>): React.JSX.Element => (
    <Button
      size="xs"
      disabled={busy !== undefined}
      loading={busy === name}
      leftSection={<Icon size={15} stroke={1.6} aria-hidden />}
      onClick={singleClick(act)}
    >
      {t(`cache.task.${name}`)}
    </Button>
  )
  return (
    <>
      <Field label={t('cache.warm')} hint={t('cache.warmHint')}>
        <div className={classes.tasks}>
          <Choice
            label={t('cache.warmRecipe')}
            value={recipeId}
            options={recipes.map(({ recipe }) => ({ value: recipe.id, label: recipeName(recipe) }))}
            onChange={setRecipeId}
          />
          {task('warm', IconFlame, () => warmCache(recipeId))}
        </div>
      </Field>
      <Field label={t('cache.check')} hint={t('cache.checkHint')}>
        {task('verify', IconSettingsCheck, verifyCache)}
      </Field>
      <Field label={t('cache.tidy')} hint={t('cache.tidyHint')}>
        <div className={classes.tasks}>
          {task('prune', IconTrash, pruneCache)}
          {task('clear', IconTrashX, clearCache)}
        </div>
      </Field>
    </>
  )
}

function rateText({ hitRate }: CacheTally): string {
  return hitRate === null ? '–' : formatPercent(hitRate * 100)
}
