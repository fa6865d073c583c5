import type * as en from '../en/insight.ts'

export const insight: typeof en.insight = {
  view: 'Was zu sehen ist',
  runs: 'Läufe',
  performance: 'Leistung',
  scores: 'Ziele',
  range: 'Zeit',
  ranges: { hour: 'Letzte Stunde', day: 'Letzter Tag', week: 'Letzte Woche', month: 'Letzter Monat' },
  operation: 'Vorgang',
  kind: 'Art',
  count: 'Anzahl',
  errors: 'Fehler',
  avg: 'Mittel',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  max: 'Längster',
  nothing: 'In dieser Zeit wurde nichts aufgezeichnet.',
  runAgain: 'Noch einmal',
  compareWith: 'Vergleichen mit',
  noComparison: 'Keinem anderen Lauf',
  what: 'Was',
}

export const scores: typeof en.scores = {
  group: { performance: 'Leistung', resources: 'Ressourcen', experience: 'Erlebnis' },
  name: {
    ipc: 'Antworten, p95',
    image: 'Bilder zu sehen, p95',
    hitRate: 'Bilder sofort da',
    errors: 'Fehler',
    cpu: 'Prozessor, Mittel',
    memory: 'Speicher, Mittel',
    bandwidth: 'Bytes gespart',
    ttfb: 'Erstes Byte, p95',
    fcp: 'Erste Anzeige, p95',
    lcp: 'Größte Anzeige, p95',
    cls: 'Verschiebung, p95',
  },
  met: 'Erreicht',
  missed: 'Verfehlt',
  unknown: 'Noch nicht gemessen',
}
