import type * as en from '../en/shell.ts'

export const nav: typeof en.nav = {
  label: 'Ansichten',
  optimize: 'Optimieren',
  results: 'Ergebnisse',
  monitor: 'Monitor',
  history: 'Verlauf',
  insights: 'Einblicke',
  recipes: 'Rezepte',
  settings: 'Optionen',
}

export const drop: typeof en.drop = {
  title: 'Zum Hinzufügen loslassen',
  more: 'Dateien und Ordner. Vor dem Start siehst du, was entsteht.',
}

export const status: typeof en.status = {
  label: 'Zustand der Engine',
  labelled: 'Zustand der Engine: {{word}}',
  ready: 'Bereit',
  starting: 'Startet',
  restarting: 'Neustart',
  failed: 'Ausfall',
  stopped: 'Beendet',
  allReady: 'Die Engine und die Bildprozesse laufen.',
  engine: {
    starting: 'Die Engine startet.',
    stopped: 'Die Engine ist beendet.',
    restarting:
      'Die Engine ist stehen geblieben ({{reason}}) und startet neu. Bilder, die in Arbeit waren, laufen noch einmal; fertige bleiben.',
  },
  pool: {
    starting: 'Die Bildprozesse starten.',
    stopped: 'Die Bildprozesse sind beendet.',
    restarting:
      'Die Bildprozesse sind stehen geblieben ({{reason}}) und starten neu. Bilder, die in Arbeit waren, laufen noch einmal; fertige bleiben.',
  },
  pictures: '{{percent}} der Bilder waren sofort da.',
  failedTitle: 'Die Engine konnte nicht gestartet werden',
  logIsIn: 'Das Protokoll liegt in',
  untouched: 'Deine Bilder und alles bisher Fertige sind unberührt.',
}

export const admission: typeof en.admission = {
  free_one: 'Bis zu {{n}} Bild gleichzeitig.',
  free_other: 'Bis zu {{n}} Bilder gleichzeitig.',
  cpu_one: 'Andere Programme brauchen den Prozessor: vorerst {{n}} Bild gleichzeitig.',
  cpu_other: 'Andere Programme brauchen den Prozessor: vorerst {{n}} Bilder gleichzeitig.',
  memory_one: 'Der Speicher ist knapp: Bis mehr frei ist, beginnt kein weiteres Bild.',
  memory_other: 'Der Speicher ist knapp: Bis mehr frei ist, beginnt kein weiteres Bild.',
  budget_one: 'Das nächste Bild wartet, bis sein Speicherbedarf in das passt, was Whittle nutzen darf.',
  budget_other: 'Das nächste Bild wartet, bis sein Speicherbedarf in das passt, was Whittle nutzen darf.',
  quiet_one: 'Leise: {{n}} Bild gleichzeitig.',
  quiet_other: 'Leise: {{n}} Bilder gleichzeitig.',
}

export const notice: typeof en.notice = {
  nothingToAdd: 'Nichts hinzuzufügen',
  notOnThisComputer:
    'Was losgelassen wurde, ist keine Datei und kein Ordner auf diesem Computer. Erst sichern, dann die Datei ablegen.',
  lostBatch: 'Ein noch nicht gestarteter Stapel ging verloren; füge ihn noch einmal hinzu.',
  reportExported: 'Bericht exportiert',
  files: '{{files}}: {{paths}}',
  close: 'Diese Meldung schließen',
}
