import { Button } from '@mantine/core'
import { IconCloudOff, IconFolderDown, IconPhotoCheck } from '@tabler/icons-react'
import { responsiveWeb } from '../../../shared/recipe.ts'
import { chooseInputs } from '../../state/intake.ts'
import { Carving } from './carving.tsx'
import { formatList, sizeList } from './recipe-words.ts'
import classes from './welcome.module.css'

/** The invitation: what to do, what comes out, where it goes. */
export function Welcome(): React.JSX.Element {
  return (
    <div className={classes.place}>
      <section className={classes.zone} aria-labelledby="welcome-title">
        <Carving />
        <h1 id="welcome-title" className={classes.title}>
          Drop images or folders here
        </h1>
        <p className={classes.lead}>
          You get a set of files that is ready for the web. Nothing starts before you say so.
        </p>
        <div className={classes.buttons}>
          <Button variant="filled" onClick={() => void chooseInputs('files')}>
            Choose files…
          </Button>
          <Button onClick={() => void chooseInputs('folder')}>Choose folder…</Button>
        </div>
        <ul className={classes.facts}>
          <li className={classes.fact}>
            <IconPhotoCheck size={18} stroke={1.6} aria-hidden />
            <div>
              <h2 className={classes.name}>What comes out</h2>
              <p>
                {formatList(responsiveWeb)} at {sizeList(responsiveWeb)} pixels, never enlarged.
              </p>
            </div>
          </li>
          <li className={classes.fact}>
            <IconFolderDown size={18} stroke={1.6} aria-hidden />
            <div>
              <h2 className={classes.name}>Where it goes</h2>
              <p>Into a new folder beside your images, or one you choose. Originals stay as they are.</p>
            </div>
          </li>
          <li className={classes.fact}>
            <IconCloudOff size={18} stroke={1.6} aria-hidden />
            <div>
              <h2 className={classes.name}>Nothing is uploaded</h2>
              <p>All work happens on this computer, with or without a network.</p>
            </div>
          </li>
        </ul>
      </section>
    </div>
  )
}
