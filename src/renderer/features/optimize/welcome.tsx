import { Button, UnstyledButton } from '@mantine/core'
import { IconCloudOff, IconFolderDown, IconPhotoCheck } from '@tabler/icons-react'
import { responsiveWeb } from '../../../shared/recipe/index.ts'
import { singleClick } from '../../components/single-click.ts'
import { lastSegment } from '../../format.ts'
import { t } from '../../i18n.ts'
import { useEngine } from '../../state/engine.ts'
import { addPaths, chooseInputs } from '../../state/intake.ts'
import { Carving } from './carving.tsx'
import { formatsOf, sizesOf } from './recipe-words.ts'
import classes from './welcome.module.css'

/** The invitation: what to do, what comes out, where it goes. */
export function Welcome(): React.JSX.Element {
  return (
    <div className={classes.place}>
      <section className={classes.zone} aria-labelledby="welcome-title">
        <Carving />
        <h1 id="welcome-title" className={classes.title}>
          {t('welcome.title')}
        </h1>
        <p className={classes.lead}>{t('welcome.lead')}</p>
        <div className={classes.buttons}>
          <Button variant="filled" onClick={() => void chooseInputs('files')}>
            {t('action.chooseFiles')}
          </Button>
          <Button onClick={() => void chooseInputs('folder')}>{t('action.chooseFolder')}</Button>
        </div>
        <Recent />
        <ul className={classes.facts}>
          <li className={classes.fact}>
            <IconPhotoCheck size={18} stroke={1.6} aria-hidden />
            <div>
              <h2 className={classes.name}>{t('welcome.what')}</h2>
              <p>
                {t('welcome.whatMore', { formats: formatsOf(responsiveWeb), sizes: sizesOf(responsiveWeb) })}
              </p>
            </div>
          </li>
          <li className={classes.fact}>
            <IconFolderDown size={18} stroke={1.6} aria-hidden />
            <div>
              <h2 className={classes.name}>{t('welcome.where')}</h2>
              <p>{t('welcome.whereMore')}</p>
            </div>
          </li>
          <li className={classes.fact}>
            <IconCloudOff size={18} stroke={1.6} aria-hidden />
            <div>
              <h2 className={classes.name}>{t('welcome.local')}</h2>
              <p>{t('welcome.localMore')}</p>
            </div>
          </li>
        </ul>
      </section>
    </div>
  )
}

/** Folders that were opened before, a click away. */
function Recent(): React.JSX.Element | null {
  const folders = useEngine((state) => state.recentFolders).slice(0, 4)
  if (folders.length === 0) return null
  return (
    <div className={classes.recent}>
      <span className={classes.recentName}>{t('welcome.recent')}</span>
      {folders.map((folder) => (
        <UnstyledButton
          key={folder}
          className={classes.recentFolder}
          title={folder}
          onClick={singleClick(() => addPaths([folder]))}
        >
          {lastSegment(folder)}
        </UnstyledButton>
      ))}
    </div>
  )
}
