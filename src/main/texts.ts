import { app } from 'electron'
import type { Settings } from '../shared/settings.ts'

/** What the main process itself says: menus, dialogs, notifications. */
const english = {
  file: '&File',
  chooseImages: 'Choose &Images…',
  chooseFolder: 'Choose &Folder…',
  openRecent: 'Open &Recent',
  clearRecent: 'Clear List',
  go: '&Go',
  palette: 'Command &Palette…',
  optimize: '&Optimize',
  results: '&Results',
  monitor: '&Monitor',
  history: '&History',
  insights: '&Insights',
  recipes: 'R&ecipes',
  settings: '&Settings…',
  view: '&View',
  help: '&Help',
  logFolder: 'Show &Log Folder',
  about: '&About Whittle',
  chooseImagesTitle: 'Choose images',
  chooseFolderTitle: 'Choose a folder of images',
  exportReportTitle: 'Export the report to',
  chooseLogoTitle: 'Choose a logo',
  pictures: 'Pictures',
  exportImagesTitle: 'Copy the images to',
  exportSettingsTitle: 'Export the settings to',
  quitTitle: 'A batch is still running.',
  quitDetail: 'If you quit now, what is finished stays, and the batch can go on where it stopped.',
  quit: 'Quit',
  keepRunning: 'Keep Running',
  doneTitle: 'Whittle is finished',
  doneBody: '{label}: {done} of {total} images',
  aboutBody: 'Optimizes images on your own computer. Nothing is uploaded.',
}
export type MainTexts = Readonly<typeof english>

const german: MainTexts = {
  file: '&Datei',
  chooseImages: '&Bilder wählen …',
  chooseFolder: '&Ordner wählen …',
  openRecent: '&Zuletzt geöffnet',
  clearRecent: 'Liste leeren',
  go: '&Gehe zu',
  palette: '&Befehle …',
  optimize: '&Optimieren',
  results: '&Ergebnisse',
  monitor: '&Monitor',
  history: '&Verlauf',
  insights: '&Einblicke',
  recipes: '&Rezepte',
  settings: 'O&ptionen …',
  view: '&Ansicht',
  help: '&Hilfe',
  logFolder: '&Protokollordner zeigen',
  about: 'Ü&ber Whittle',
  chooseImagesTitle: 'Bilder wählen',
  chooseFolderTitle: 'Einen Ordner mit Bildern wählen',
  exportReportTitle: 'Den Bericht exportieren nach',
  chooseLogoTitle: 'Ein Logo wählen',
  pictures: 'Bilder',
  exportImagesTitle: 'Die Bilder kopieren nach',
  exportSettingsTitle: 'Die Einstellungen exportieren nach',
  quitTitle: 'Ein Stapel läuft noch.',
  quitDetail: 'Was fertig ist, bleibt, und der Stapel kann später dort weitermachen, wo er stehen blieb.',
  quit: 'Beenden',
  keepRunning: 'Weiterlaufen lassen',
  doneTitle: 'Whittle ist fertig',
  doneBody: '{label}: {done} von {total} Bildern',
  aboutBody: 'Optimiert Bilder auf deinem eigenen Computer. Nichts wird hochgeladen.',
}

/** The texts in the chosen language; `system` means the system's where there are texts for it, else English. */
export function mainTexts(choice: Settings['appearance']['language']): MainTexts {
  const language = choice === 'system' ? app.getLocale() : choice
  return language.startsWith('de') ? german : english
}
