import type * as en from '../en/optimize.ts'

export const optimize: typeof en.optimize = {
  title: 'Optimieren',
  batches: 'Stapel',
  images: 'Bilder',
  starting: 'Die Engine startet …',
  waiting: 'Deine Bilder warten auf den Start der Engine …',
  looking: 'Sucht …',
  nothing: 'Nichts zu optimieren',
  start_one: '{{n}} Bild optimieren',
  start_other: '{{n}} Bilder optimieren',
  found: 'Gefunden',
  comesOut: 'Daraus wird',
  goesTo: 'Ablage',
  change: 'Ändern …',
  changeFolder: 'Ausgabeordner ändern …',
  chooseFolderTitle: 'Wohin sollen die Ergebnisse?',
  enhance: 'Kontrast verstärken',
  progressOf: 'Fortschritt von {{name}}',
  progress: '{{done}} von {{images}}',
  afterThis: 'Beginnt, wenn der Stapel davor fertig ist.',
  stat: {
    images: 'Bilder',
    speed: 'Tempo',
    timeLeft: 'Restzeit',
    elapsed: 'Vergangen',
    saved: 'Bisher gespart',
    visitor: '{{saving}} je Besuch',
  },
  said: '{{name}}: {{progress}} fertig',
  saidLeft: '{{name}}: {{progress}} fertig, noch etwa {{left}}',
  saidState: '{{name}}: {{state}}',
  took: 'Dauerte {{time}}.',
  stopped: 'Nach {{time}} angehalten; {{images}} blieben offen. Was fertig ist, bleibt.',
  closedBefore: 'Whittle wurde beendet, bevor dieser Stapel fertig war.',
  couldNotGoOn: 'Dieser Stapel konnte nicht weiterlaufen.',
  interrupted:
    'Fertig sind {{done}} von {{images}}, sie bleiben, wie sie sind. Fortsetzen macht mit dem Rest weiter.',
  empty: {
    looking: 'Sucht nach Bildern …',
    all: 'In dem, was du hinzugefügt hast, wurde kein Bild gefunden.',
    done: 'Noch ist kein Bild fertig.',
    failed: 'Kein Bild ist fehlgeschlagen.',
    skipped: 'Nichts wurde übersprungen.',
  },
}

export const welcome: typeof en.welcome = {
  title: 'Bilder oder Ordner hier ablegen',
  lead: 'Du bekommst Dateien, die bereit fürs Web sind. Nichts beginnt, bevor du es sagst.',
  what: 'Was herauskommt',
  whatMore: '{{formats}} in {{sizes}} Pixeln, nie vergrößert.',
  where: 'Wohin es kommt',
  whereMore:
    'In einen neuen Ordner neben deinen Bildern oder einen, den du wählst. Originale bleiben, wie sie sind.',
  local: 'Nichts wird hochgeladen',
  localMore: 'Alles geschieht auf diesem Computer, mit oder ohne Netz.',
}
