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

export const control: typeof en.control = {
  free_one: 'Bis zu {{n}} Bild zugleich.',
  free_other: 'Bis zu {{n}} Bilder zugleich.',
  cpu_one: 'Andere Programme nutzen {{percent}} des Prozessors: vorerst {{n}} von {{max}} Bildern zugleich.',
  cpu_other:
    'Andere Programme nutzen {{percent}} des Prozessors: vorerst {{n}} von {{max}} Bildern zugleich.',
  'memory-above':
    'Der Arbeitsspeicher ist zu {{percent}} belegt, über {{threshold}}: Kein neues Bild beginnt.',
  'memory-until':
    'Der Arbeitsspeicher ist zu {{percent}} belegt: Neue Bilder beginnen wieder unter {{threshold}}.',
  budget:
    'Das nächste Bild braucht etwa {{neededBytes}} Arbeitsspeicher und wartet, bis das in die {{budgetBytes}} passt, die Whittle nutzen darf.',
  quiet_one: 'Leise: {{n}} Bild zugleich, damit der Prozessor unter 70 % bleibt.',
  quiet_other: 'Leise: {{n}} Bilder zugleich, damit der Prozessor unter 70 % bleibt.',
  'quiet-battery_one': 'Im Akkubetrieb leise: {{n}} Bild zugleich.',
  'quiet-battery_other': 'Im Akkubetrieb leise: {{n}} Bilder zugleich.',
  'quiet-hours_one': 'Ruhezeit: {{n}} Bild zugleich.',
  'quiet-hours_other': 'Ruhezeit: {{n}} Bilder zugleich.',
  'quiet-full': 'Leise: Der Prozessor lag zehn Sekunden lang bei {{percent}}, kein neues Bild beginnt.',
  'quiet-full-battery':
    'Im Akkubetrieb leise: Der Prozessor lag zehn Sekunden lang bei {{percent}}, kein neues Bild beginnt.',
  'quiet-full-hours':
    'Ruhezeit: Der Prozessor lag zehn Sekunden lang bei {{percent}}, kein neues Bild beginnt.',
  try: '{{percent}} des Prozessors liegen brach, während Bilder warten: Versuch mit {{n}} zugleich.',
  faster: '{{n}} zugleich schaffen mehr: So bleibt es.',
  'no-gain': '{{tried}} zugleich schaffen nicht mehr: zurück auf {{n}}.',
  balance_one: 'Noch {{n}} Bild: Das längste kommt zuerst, damit am Ende kein Kern leer läuft.',
  balance_other: 'Noch {{n}} Bilder: Die längsten kommen zuerst, damit am Ende kein Kern leer läuft.',
  settings_one: 'Die Einstellungen erlauben {{n}} Bild zugleich.',
  settings_other: 'Die Einstellungen erlauben {{n}} Bilder zugleich.',
}

export const alert: typeof en.alert = {
  cpu: 'Der Prozessor liegt seit {{time}} über {{threshold}}, höchstens bei {{worst}}.',
  memory: 'Der Arbeitsspeicher liegt seit {{time}} über {{threshold}}, höchstens bei {{worst}}.',
  errors: '{{worst}} der Vorgänge der letzten Minuten schlugen fehl, mehr als {{threshold}}.',
  'slow-operation_one':
    '{{subject}} ist langsam: {{n}} dauerte länger als {{threshold}}, am längsten {{worst}}.',
  'slow-operation_other':
    '{{subject}} ist langsam: {{n}} dauerten länger als {{threshold}}, am längsten {{worst}}.',
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
