import { useEffect, useEffectEvent, useState } from 'react'

/**
 * Takes files and addresses dropped anywhere on the window; true while files are dragged over it. Anything else that
 * is dragged (text) is left alone, except that the window never navigates to it.
 *
 * @param onDrop Gets the files, or where there are none the addresses, one a line.
 */
export function useFileDrop(onDrop: (files: readonly File[], addresses: string) => void): boolean {
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
      const { dataTransfer } = event
      if (dataTransfer === null) return
      const addresses = dataTransfer.getData('text/uri-list')
      if (dataTransfer.files.length > 0 || addresses !== '') dropped([...dataTransfer.files], addresses)
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
