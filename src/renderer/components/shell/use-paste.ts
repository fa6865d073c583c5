import { useEffect } from 'react'
import { addFiles, addPastedText } from '../../state/intake.ts'

/** Takes in files, pictures and paths that are pasted anywhere but into a field. */
export function usePaste(): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const { target, clipboardData } = event
      if (
        target instanceof HTMLInputElement ||
        target instanceof HTMLTextAreaElement ||
        clipboardData === null
      ) {
        return
      }
      const files = [...clipboardData.files]
      if (files.length > 0) void addFiles(files)
      else void addPastedText(clipboardData.getData('text/plain'))
    }
    window.addEventListener('paste', paste)
    return () => window.removeEventListener('paste', paste)
  }, [])
}
