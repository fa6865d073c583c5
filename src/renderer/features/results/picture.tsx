import { useRef, useState } from 'react'
import { t } from '../../i18n.ts'
import { recordImage } from '../../state/speed.ts'
import classes from './picture.module.css'

type PictureProps = {
  readonly source: string
  readonly label: string
  readonly place: {
    readonly left: number
    readonly top: number
    readonly width: number
    readonly height: number
  }
  /** Pixels as squares, for looking at them one by one. */
  readonly pixelated: boolean
}

/** A whole picture at its place on the stage. */
export function Picture({ source, label, place, pixelated }: PictureProps): React.JSX.Element {
  const [missing, setMissing] = useState(false)
  const askedAt = useRef(performance.now())
  if (missing) return <p className={classes.missing}>{t('compare.missing')}</p>
  return (
    <img
      className={classes.picture}
      data-pixelated={pixelated || undefined}
      src={source}
      alt={label}
      draggable={false}
      decoding="async"
      style={{
        width: place.width,
        height: place.height,
        transform: `translate(${place.left}px, ${place.top}px)`,
      }}
      onLoad={() => recordImage(performance.now() - askedAt.current, true)}
      onError={() => setMissing(true)}
    />
  )
}
