import { app, type BrowserWindow, dialog, Menu, Notification } from 'electron'
import type { EngineEventName, EngineEventPayload } from '../../shared/contract/engine.ts'
import type { Batch } from '../../shared/model/batch.ts'
import type { Settings } from '../../shared/settings.ts'
import { buildMenu, type MenuActions } from '../menu/menu.ts'
import { type MainTexts, mainTexts } from '../texts.ts'
import type { WindowMemory } from '../windows/memory.ts'
import { applySettings } from './appearance.ts'
import { askToQuit } from './ask-quit.ts'
import { BatchWatch } from './batch-watch.ts'
import { rememberFolders } from './recent.ts'

type DesktopOptions = {
  readonly memory: WindowMemory
  readonly window: () => BrowserWindow | undefined
  readonly icon: string
  readonly actions: Omit<MenuActions, 'clearRecent' | 'about'>
}

/** What the app does outside of its window: menu, task bar, notifications, the question before it quits. */
export class Desktop {
  readonly #options: DesktopOptions
  readonly #watch = new BatchWatch()
  #quitConfirmed = false

  constructor(options: DesktopOptions) {
    this.#options = options
    // Whoever ends the session or sends a signal does not want to be asked.
    process.on('SIGTERM', () => this.#quit())
    app.on('before-quit', (event) => this.#guard(event))
  }

  texts(): MainTexts {
    return mainTexts(this.#options.memory.data.appearance.language)
  }

  showMenu(): void {
    const { memory, actions } = this.#options
    const clearRecent = (): void => {
      memory.change({ recentFolders: [] })
      app.clearRecentDocuments()
      this.showMenu()
    }
    Menu.setApplicationMenu(
      buildMenu({
        texts: this.texts(),
        recentFolders: memory.data.recentFolders,
        actions: { ...actions, clearRecent, about: () => void this.#about() },
      }),
    )
  }

  /** Takes in the engine's news, before the window gets it. */
  observe<K extends EngineEventName>(name: K, payload: EngineEventPayload<K>): void
  observe(name: EngineEventName, payload: EngineEventPayload<EngineEventName>): void {
    if (name === 'settingsChanged') this.applySettings(payload as Settings)
    if (name === 'batchChanged') this.batchChanged(payload as Batch)
    if (name === 'batchDiscarded') {
      this.#watch.forget((payload as EngineEventPayload<'batchDiscarded'>).batchId)
      this.#showProgress()
    }
  }

  applySettings(settings: Settings): void {
    applySettings(settings, this.#options.memory)
    this.showMenu()
  }

  batchChanged(batch: Batch): void {
    const finished = this.#watch.observe(batch)
    this.#showProgress()
    if (finished) this.#notify(batch)
  }

  remember(paths: readonly string[]): void {
    void rememberFolders(this.#options.memory, paths, () => this.showMenu())
  }

  /** Makes a window ask before it closes where that would end the app. */
  guardClose(window: BrowserWindow): void {
    window.on('session-end', () => this.#quit())
    window.on('close', (event) => {
      if (process.platform !== 'darwin') this.#guard(event)
    })
  }

  #guard(event: { preventDefault: () => void }): void {
    if (this.#quitConfirmed || !this.#watch.busy) return
    event.preventDefault()
    void askToQuit(this.#options.window(), this.texts()).then((quit) => quit && this.#quit())
  }

  #quit(): void {
    this.#quitConfirmed = true
    app.quit()
  }

  #showProgress(): void {
    const window = this.#options.window()
    if (window !== undefined && !window.isDestroyed()) window.setProgressBar(this.#watch.progress ?? -1)
  }

  /** Only while the window is not looked at; it says so itself otherwise. */
  #notify(batch: Batch): void {
    const window = this.#options.window()
    if (window?.isFocused() || !Notification.isSupported()) return
    const { doneTitle, doneBody } = this.texts()
    const { done, total, skipped } = batch.counts
    const body = doneBody
      .replace('{label}', batch.label)
      .replace('{done}', String(done))
      .replace('{total}', String(total - skipped))
    const notification = new Notification({ title: doneTitle, body, icon: this.#options.icon })
    notification.on('click', () => window?.focus())
    notification.show()
  }

  async #about(): Promise<void> {
    const options = {
      type: 'none' as const,
      title: 'Whittle',
      message: `Whittle ${app.getVersion()}`,
      detail: `${this.texts().aboutBody}\n\nElectron ${process.versions.electron} · Chromium ${process.versions.chrome} · Node ${process.versions.node}`,
      icon: this.#options.icon,
      buttons: ['OK'],
    }
    const parent = this.#options.window()
    await (parent === undefined ? dialog.showMessageBox(options) : dialog.showMessageBox(parent, options))
  }
}
