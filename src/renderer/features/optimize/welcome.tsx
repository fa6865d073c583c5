import { Button } from '@mantine/core'
import { IconCloudOff, IconFolderDown, IconPhotoCheck } from '@tabler/icons-react'
import { responsiveWeb } from '../../../shared/recipe/index.ts'
import { t } from '../../i18n.ts'
import { chooseInputs } from '../../state/intake.ts'
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
