import type * as en from '../en/settings.ts'

export const settings: typeof en.settings = {
  title: 'Einstellungen',
  waiting: 'Wartet auf die Engine …',
  restore: 'Vorgaben wiederherstellen',
  appearance: 'Aussehen',
  theme: 'Farben',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  languages: { system: 'Wie das System', en: 'English', de: 'Deutsch' },
  startup: 'Start',
  unfinished: 'Unfertige Stapel',
  unfinishedHint: 'Was mit Stapeln geschieht, die beim Beenden von Whittle nicht fertig waren.',
  unfinishedChoice: { offer: 'Nachfragen', resume: 'Von selbst fortsetzen' },
  openAtLogin: 'Beim Anmelden öffnen',
  performance: 'Leistung',
  concurrency: 'Bilder gleichzeitig',
  concurrencyHint: 'Höchstens; 0 bedeutet eins je Prozessorkern.',
  cpu: 'Schwelle des Prozessors',
  cpuHint: 'Darüber laufen weniger Bilder gleichzeitig, soweit andere Programme die Last verursachen.',
  memory: 'Schwelle des Speichers',
  memoryHint: 'Darüber beginnt kein neues Bild.',
  files: 'Dateien',
  ignore: 'Übergehen',
  ignoreHint: 'Ein Muster je Zeile wie in .gitignore, z. B. *-entwurf.* oder roh/.',
  ignoreProblem: 'Höchstens tausend Muster mit je tausend Zeichen.',
  log: 'Protokoll',
  showLog: 'Protokollordner zeigen',
}

export const form: typeof en.form = {
  between: 'Eine Zahl von {{min}} bis {{max}}.',
  wholeBetween: 'Eine ganze Zahl von {{min}} bis {{max}}.',
}

export const palette: typeof en.palette = {
  label: 'Befehle',
  placeholder: 'Was möchtest du tun?',
  nothing: 'So heißt kein Befehl.',
  go: 'Gehe zu {{screen}}',
  recent: '{{folder}} öffnen',
  theme: 'Farben: {{name}}',
  language: 'Sprache: {{name}}',
  start: '{{batch}} starten',
  pause: '{{batch}} anhalten',
  resume: '{{batch}} fortsetzen',
  cancel: '{{batch}} abbrechen',
  retry: 'Fehlgeschlagenes in {{batch}} wiederholen',
  reveal: 'Ergebnisse von {{batch}} im Ordner zeigen',
  log: 'Protokollordner zeigen',
}
