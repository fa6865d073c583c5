import { useEffect, useEffectEvent, useState } from 'react'

/**
 * Takes files dropped anywhere on the window; true while some are dragged over it. Anything else that is dragged
 * (text, an image of the page) is left alone, except that the window never navigates to it.
 */
export function useFileDrop(onDrop: (files: FileList) => void): boolean {
  const [dragging, setDragging] = useState(false)
  const dropped = useEffectEvent(onDrop)

  useEffect(() => {
    const enter = (event: DragEvent): void => {
      event.preventDefault()
      if (!carriesFiles(event)) return
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
      setDragging(true)
    }
    const leave = (event: DragEvent): void => {
      // Without a related target the pointer left the window, not just an element.
      if (event.relatedTarget === null) setDragging(false)
    }
    const drop = (event: DragEvent): void => {
      event.preventDefault()
      setDragging(false)
      if (event.dataTransfer !== null && event.dataTransfer.files.length > 0)
        dropped(event.dataTransfer.files)
    }
    const ended = new AbortController()
    const { signal } = ended
    window.addEventListener('dragenter', enter, { signal })
    window.addEventListener('dragover', enter, { signal })
    window.addEventListener('dragleave', leave, { signal })
    window.addEventListener('drop', drop, { signal })
    return () => ended.abort()
  }, [])

  return dragging
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}
