import type * as en from '../en/history.ts'

export const history: typeof en.history = {
  title: 'Verlauf',
  runs: 'Bisherige Läufe',
  emptyTitle: 'Noch keine Läufe',
  empty: 'Jeder Stapel bleibt hier mit dem, was er gespart hat: zum Nachschlagen und für einen Bericht.',
  imagesOf: 'Bilder von {{name}}',
  noSuchImage: 'In diesem Lauf gibt es kein solches Bild.',
  loading: 'Lädt …',
  foot: '{{moment}}, {{time}}, Rezept {{recipe}}',
  imagesIn: '{{images}} in {{time}}',
  failed: '{{n}} fehlgeschlagen',
}
