import type * as en from '../en/list.ts'

export const list: typeof en.list = {
  image: 'Bild',
  original: 'Original',
  progress: 'Fortschritt',
  smallest: 'Kleinste',
  smallestTitle: 'Die kleinste Datei in der größten Abmessung',
  saving: 'Ersparnis',
  actions: 'Aktionen',
  loading: 'Lädt',
  showInFolder: 'Im Ordner zeigen',
  asItWas: 'Wie es war',
  quality: 'Qualität {{quality}}',
  qualityEffort: 'Qualität {{quality}}, Aufwand {{effort}}',
  notMade: 'Nicht erstellt',
  notMadeYet: 'Noch nicht erstellt',
  variantOf: '{{format}} {{width}} × {{height}} von {{name}}',
  filesIn: '{{files}} in {{time}}',
  filesMade: '{{done}} von {{files}} erstellt',
  reasons: 'Gründe',
  namesAndMore: '{{names}} und {{n}} weitere',
  failed_one: '{{n}} Bild fehlgeschlagen',
  failed_other: '{{n}} Bilder fehlgeschlagen',
  unusable_one: '{{n}} Bild nicht verwendbar',
  unusable_other: '{{n}} Bilder nicht verwendbar',
  skipped_one: '{{n}} Datei übersprungen',
  skipped_other: '{{n}} Dateien übersprungen',
}

export const summary: typeof en.summary = {
  batch: 'Stapel {{name}}',
  nothing: 'Kein Bild wurde fertig.',
  sentence: '{{images}}, {{before}} → {{after}} je Besuch, {{saving}}. {{files}} in {{folder}}.',
  originals: 'Originale',
  visitorLoads: 'Geladen wird',
}
