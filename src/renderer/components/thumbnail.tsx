import { IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { previewUrl } from '../../shared/contract/shell.ts'
import classes from './thumbnail.module.css'

type ThumbnailProps = {
  readonly batchId: string
  readonly itemId: string
  readonly output?: number
  /** Edge of its box in CSS pixels; the box never changes, whatever arrives. */
  readonly size: number
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
  available = true,
}: ThumbnailProps): React.JSX.Element {
  const [state, setState] = useState<'loading' | 'shown' | 'missing'>('loading')
  const place = { batchId, itemId, side: previewSide }
  return (
    <span className={classes.box} style={{ width: size, height: size }}>
      {available && state !== 'missing' ? (
        <img
          className={classes.picture}
          data-shown={state === 'shown' || undefined}
          src={previewUrl(output === undefined ? place : { ...place, output })}
          alt=""
          width={size}
          height={size}
          decoding="async"
          draggable={false}
          onLoad={() => setState('shown')}
          onError={() => setState('missing')}
        />
      ) : (
        <IconPhoto size={size / 2.4} stroke={1.5} aria-hidden />
      )}
    </span>
  )
}
