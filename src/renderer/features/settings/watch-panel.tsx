import { Button } from '@mantine/core'
import { IconFolder, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Watch } from '../../../shared/model/watch.ts'
import { call } from '../../bridge.ts'
import { Choice } from '../../components/controls/choice.tsx'
import { Field, FormSection } from '../../components/form/field.tsx'
import { MiddleTruncate } from '../../components/middle-truncate.tsx'
import { notifyError } from '../../components/notify.ts'
import { singleClick } from '../../components/single-click.ts'
import { formatCount, formatNoun, lastSegment } from '../../format.ts'
import { t } from '../../i18n.ts'
import { recipeName } from '../../recipe-names.ts'
import { useRecipes } from '../../state/recipes.ts'
import { addWatch, pauseWatch, removeWatch, useWatches } from '../../state/watches.ts'
import { problemWords } from '../../words.ts'
import classes from './watch-panel.module.css'

/** Folders whose images are optimized as they arrive. */
export function WatchPanel(): React.JSX.Element {
  const { watches, load } = useWatches()
  useEffect(() => void load(), [load])
  return (
    <>
      <FormSection title={t('watch.folders')}>
        {watches?.length === 0 && <p className={classes.none}>{t('watch.none')}</p>}
        <ul className={classes.list} aria-label={t('watch.folders')}>
          {watches?.map((watch) => (
            <Entry key={watch.id} watch={watch} />
          ))}
        </ul>
      </FormSection>
      <AddForm />
    </>
  )
}

function Entry({ watch }: { readonly watch: Watch }): React.JSX.Element {
  const { id, folder, outDir, paused, state, waiting, done, failed, error, recipeId } = watch
  const recipe = useRecipes(({ recipes }) => recipes.find((stored) => stored.recipe.id === recipeId)?.recipe)
  const name = lastSegment(folder)
  const counts = [
    t('watch.done', { images: formatNoun(done, 'image') }),
    ...(failed > 0 ? [t('watch.failed', { n: formatCount(failed) })] : []),
    ...(waiting > 0 ? [t('watch.waiting', { n: formatCount(waiting) })] : []),
  ]
  return (
    <li className={classes.entry} aria-label={name}>
      <div className={classes.what}>
        <p className={classes.name}>
          <IconFolder size={16} stroke={1.6} className={classes.icon} aria-hidden />
          <MiddleTruncate text={folder} />
        </p>
        <p className={classes.more}>
          <span>{recipe === undefined ? recipeId : recipeName(recipe)}</span>
          <span aria-hidden>→</span>
          <MiddleTruncate text={outDir} />
        </p>
        <p className={`${classes.more} numeric`}>
          <span className={classes.state} data-state={state}>
            {t(`watch.state.${state}`)}
          </span>
          <span>{counts.join(' · ')}</span>
        </p>
        {error !== undefined && <p className={classes.problem}>{problemWords(error).message}</p>}
      </div>
      <Button
        size="xs"
        aria-label={t(paused ? 'watch.resumeNamed' : 'watch.pauseNamed', { name })}
        leftSection={
          paused ? (
            <IconPlayerPlay size={15} stroke={1.6} aria-hidden />
          ) : (
            <IconPlayerPause size={15} stroke={1.6} aria-hidden />
          )
        }
        onClick={singleClick(() => pauseWatch(id, !paused))}
      >
        {t(paused ? 'action.resume' : 'watch.pause')}
      </Button>
      <Button
        size="xs"
        aria-label={t('watch.removeNamed', { name })}
        leftSection={<IconTrash size={15} stroke={1.6} aria-hidden />}
        onClick={singleClick(() => removeWatch(id))}
      >
        {t('watch.remove')}
      </Button>
    </li>
  )
}

function AddForm(): React.JSX.Element {
  const recipes = useRecipes((state) => state.recipes)
  const [folder, setFolder] = useState('')
  const [outDir, setOutDir] = useState('')
  const [recipeId, setRecipeId] = useState('responsive-web')
  const add = async (): Promise<void> => {
    if (!(await addWatch({ folder, recipeId, ...(outDir === '' ? {} : { outDir }) }))) return
    setFolder('')
    setOutDir('')
  }
  return (
    <FormSection title={t('watch.add')}>
      <FolderField
        label={t('watch.folder')}
        hint={t('watch.folderHint')}
        path={folder}
        title={t('watch.folderTitle')}
        onChoose={setFolder}
      />
      <FolderField
        label={t('watch.outDir')}
        hint={t('watch.outDirHint')}
        path={outDir}
        title={t('optimize.chooseFolderTitle')}
        onChoose={setOutDir}
      />
      <Field label={t('recipes.pick')}>
        <Choice
          label={t('recipes.pick')}
          value={recipeId}
          options={recipes.map(({ recipe }) => ({ value: recipe.id, label: recipeName(recipe) }))}
          onChange={setRecipeId}
        />
      </Field>
      <Field label="">
        <Button size="sm" variant="filled" disabled={folder === ''} onClick={singleClick(add)}>
          {t('watch.start')}
        </Button>
      </Field>
    </FormSection>
  )
}

type FolderFieldProps = {
  readonly label: string
  readonly hint: string
  readonly path: string
  readonly title: string
  readonly onChoose: (path: string) => void
}

function FolderField({ label, hint, path, title, onChoose }: FolderFieldProps): React.JSX.Element {
  const choose = async (): Promise<void> => {
    try {
      const chosen = await call('chooseFolder', { title })
      if (chosen.path !== null) onChoose(chosen.path)
    } catch (error) {
      notifyError(error)
    }
  }
  return (
    <Field label={label} hint={hint}>
      <div className={classes.folder}>
        <Button
          size="xs"
          flex="none"
          aria-label={t('watch.chooseNamed', { what: label })}
          leftSection={<IconFolder size={15} stroke={1.6} aria-hidden />}
          onClick={singleClick(choose)}
        >
          {t('watch.choose')}
        </Button>
        {path !== '' && <MiddleTruncate text={path} />}
      </div>
    </Field>
  )
}
