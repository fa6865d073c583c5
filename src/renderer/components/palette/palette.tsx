import { useEffect, useId, useRef, useState } from 'react'
import { t } from '../../i18n.ts'
import { usePalette } from '../../state/palette.ts'
import { commandsNow, matching } from './commands.ts'
import classes from './palette.module.css'

/** Everything that can be done, found by name. A modal dialog of the browser's own: it keeps the keyboard inside. */
export function Palette(): React.JSX.Element {
  const { open, close } = usePalette()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-label={t('palette.label')}
      onClose={close}
      onClick={(event) => {
        if (event.target === event.currentTarget) close()
      }}
    >
      {open && <Search onDone={close} />}
    </dialog>
  )
}

function Search({ onDone }: { readonly onDone: () => void }): React.JSX.Element {
  const id = useId()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const [commands] = useState(commandsNow)
  const list = useRef<HTMLDivElement>(null)
  const found = matching(commands, text)
  const current = Math.min(active, found.length - 1)
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const perform = (index: number): void => {
    const command = found[index]
    if (command === undefined) return
    onDone()
    command.act()
  }
  return (
    <>
      <input
        className={classes.input}
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${current}` : undefined}
        aria-label={t('palette.placeholder')}
        placeholder={t('palette.placeholder')}
        value={text}
        spellCheck={false}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (step !== undefined && found.length > 0) {
            event.preventDefault()
            setActive((current + step + found.length) % found.length)
          }
          if (event.key === 'Enter') perform(current)
        }}
      />
      <div
        ref={list}
        id={`${id}-list`}
        className={classes.list}
        role="listbox"
        aria-label={t('palette.label')}
      >
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys
          <div
            key={command.name}
            id={`${id}-${index}`}
            className={classes.command}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            onPointerMove={() => setActive(index)}
            onClick={() => perform(index)}
          >
            <command.icon size={16} stroke={1.6} aria-hidden />
            <span className={classes.name}>{command.name}</span>
            {command.keys !== undefined && <kbd className={classes.keys}>{command.keys}</kbd>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={classes.nothing}>{t('palette.nothing')}</p>}
    </>
  )
}
