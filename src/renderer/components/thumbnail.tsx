import { IconPhoto } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { previewUrl } from '../../shared/contract/shell.ts'
import { recordImage } from '../state/speed.ts'
import classes from './thumbnail.module.css'

type ThumbnailProps = {
  readonly batchId: string
  readonly itemId: string
  readonly output?: number
  /** Its box in CSS pixels, a number for a square; the box never changes, whatever arrives. */
  readonly size: number | { readonly width: number; readonly height: number }
  /** Longest side of the picture to ask for, in device pixels. */
  readonly side?: number
  /** False where there is nothing to show: only the placeholder is drawn. */
  readonly available?: boolean
}

/** Enough for two device pixels per CSS pixel in the largest box when a 3:2 picture fills it. */
const previewSide = 128

/** A picture in a fixed box. Decoration: the row it stands in says what it is. */
export function Thumbnail({
  batchId,
  itemId,
  output,
  size,
  side = previewSide,
  available = true,
}: ThumbnailProps): React.JSX.Element {
  const { width, height } = typeof size === 'number' ? { width: size, height: size } : size
  const [state, setState] = useState<'loading' | 'shown' | 'missing'>('loading')
  const askedAt = useRef(performance.now())
  const place = { batchId, itemId, side }
  return (
    <span
      className={classes.box}
      data-square={typeof size === 'number' || undefined}
      style={{ width, height }}
    >
      {available && state !== 'missing' ? (
        <img
          className={classes.picture}
          data-shown={state === 'shown' || undefined}
          src={previewUrl(output === undefined ? place : { ...place, output })}
          alt=""
          width={width}
          height={height}
          decoding="async"
          draggable={false}
          onLoad={() => {
            setState('shown')
            recordImage(performance.now() - askedAt.current, true)
          }}
          onError={() => {
            setState('missing')
            recordImage(performance.now() - askedAt.current, false)
          }}
        />
      ) : (
        <IconPhoto size={Math.min(48, height / 2.4)} stroke={1.5} aria-hidden />
      )}
    </span>
  )
}
