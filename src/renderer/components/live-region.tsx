import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

/** A listener is not to be interrupted more often than this while numbers run, in milliseconds. */
const quietMs = 10_000

type LiveRegionProps = {
  readonly text: string
  /** Changes with it are announced at once, e.g. the state of a batch. */
  readonly topic: string
}

/** Tells screen readers how something goes on, politely and not too often. */
export function LiveRegion({ text, topic }: LiveRegionProps): React.JSX.Element {
  const [said, setSaid] = useState(text)
  const last = useRef({ topic, at: 0 })
  useEffect(() => {
    const due = last.current.topic === topic ? last.current.at + quietMs - Date.now() : 0
    const timer = setTimeout(
      () => {
        last.current = { topic, at: Date.now() }
        setSaid(text)
      },
      Math.max(0, due),
    )
    return () => clearTimeout(timer)
  }, [text, topic])
  return <VisuallyHidden role="status">{said}</VisuallyHidden>
}
