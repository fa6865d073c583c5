import type * as en from '../en/recipes.ts'

export const builtInName: typeof en.builtInName = {
  'responsive-web': 'Web in allen Größen',
  'fixed-q80': 'Feste Qualität 80',
  'best-format': 'Ein Bild, bestes Format',
  'same-format': 'Gleiches Format, kleiner',
  lossless: 'Verlustfrei',
  'under-200-kb': 'Unter 200 kB',
}

export const builtInText: typeof en.builtInText = {
  'responsive-web':
    'Neun Varianten für eine Webseite: AVIF, WebP und JPEG in drei Größen, alle gleich gut anzusehen.',
  'fixed-q80':
    'Dieselben neun Varianten mit Qualität 80 und Aufwand 6 in jedem Encoder, egal wie es aussieht und was es kostet.',
  'best-format':
    'Eine Datei je Bild in seinen eigenen Abmessungen, im Format, das bei gleichem Aussehen am kleinsten ist.',
  'same-format':
    'Jedes Bild behält Format und Abmessungen und verliert nur Bytes; was nicht kleiner wird, bleibt, wie es ist.',
  lossless: 'Kein Pixel ändert sich: WebP oder PNG, je nachdem, was kleiner ist, mit allen Metadaten.',
  'under-200-kb':
    'Eine Datei je Bild mit höchstens 200.000 Bytes, für Uploads mit Grenze: die beste Qualität, die hineinpasst.',
}

export const recipes: typeof en.recipes = {
  title: 'Rezepte',
  list: 'Rezepte',
  builtIn: 'Mitgeliefert',
  own: 'Eigene',
  none: 'Kopiere ein mitgeliefertes Rezept, um ein eigenes zu machen.',
  pick: 'Rezept',
  duplicate: 'Kopie anlegen',
  copyOf: 'Kopie von {{name}}',
  copyJson: 'Als JSON kopieren',
  copied: 'Das Rezept ist in der Zwischenablage',
  import: 'Importieren …',
  imported: 'Rezepte importiert',
  remove: 'Löschen',
  save: 'Sichern',
  revert: 'Zurücknehmen',
  fixedHint: 'Mitgelieferte Rezepte lassen sich nicht ändern. Lege eine Kopie an und ändere diese.',
  name: 'Name',
  description: 'Wann es passt',
  what: 'Was herauskommt',
  formats: 'Formate',
  sizes: 'Größen',
  sizesHint:
    '640x480 passt hinein, 800x800:cover füllt und beschneidet, 1600 ist die längere Seite, 1024w eine Breite, 50%, original.',
  sizesProblem: '„{{text}}“ ist keine Größe.',
  enlarge: 'Kleine Bilder vergrößern',
  quality: 'Qualität',
  goal: 'Ziel',
  score: 'Güte',
  scoreHint: '90 ist vom Original nicht zu unterscheiden, 80 kaum, 70 ist gut, 50 fällt auf.',
  bytes: 'Höchstens Bytes',
  effort: 'Aufwand',
  effortHint: 'Wie viel Zeit die Encoder für weniger Bytes brauchen dürfen.',
  treatment: 'Behandlung',
  enhance: 'Kontrast verstärken',
  metadata: 'Metadaten',
  colour: 'Farben',
  animation: 'Animationen anderswo',
  minimumSaving: 'Original behalten unter',
  minimumSavingHint: 'Eine Datei, die weniger spart, wird durch das Original ersetzt.',
  output: 'Dateien',
  naming: 'Namen',
  namingHint: 'Felder: {dir} {name} {width} {height} {ext} {format}.',
  collision: 'Ein Name ist vergeben',
}

type RecipeProblem = Readonly<Record<keyof typeof en.recipeProblem, string>>

export const recipeProblem: RecipeProblem = {
  'unknown-field': '{{field}} gibt es nicht; es gibt {dir}, {name}, {width}, {height}, {ext} und {format}',
  brace: 'Eine geschweifte Klammer ist nicht geschlossen oder nicht geöffnet',
  character: 'Ein Zeichen darf in Dateinamen auf manchen Systemen nicht vorkommen: < > : " | ? * \\',
  absolute: 'Der Name muss vom Zielordner ausgehen',
  dots: 'Ein Teil des Pfades besteht nur aus Punkten',
  'empty-part': 'Ein Teil des Pfades ist leer',
  'long-part': 'Ein Teil des Pfades ist länger, als Dateinamen sein dürfen',
  ending: 'Der Name muss mit .{ext} enden',
  'needs-name': 'Ohne {name} hießen alle Bilder gleich',
  'dir-place': '{dir} kann nur am Anfang stehen, gefolgt von einem Schrägstrich',
  'needs-size': 'Bei mehreren Größen braucht der Name {width} oder {height}',
  twice: 'Ein Format steht zweimal da',
  'lossless-jpeg': 'JPEG kann nicht verlustfrei sein',
  empty: 'Hier muss etwas stehen.',
  none: 'Wähle mindestens eines.',
  long: 'Höchstens {{n}} Zeichen.',
  many: 'Höchstens {{n}}.',
  other: 'Das lässt sich nicht verwenden.',
}

export const recipeFormat: typeof en.recipeFormat = {
  avif: 'AVIF',
  webp: 'WebP',
  jpeg: 'JPEG',
  png: 'PNG',
  original: 'Gleiches Format',
  auto: 'Bestes Format',
}

export const recipeGoal: typeof en.recipeGoal = {
  target: 'Sichtbare Qualität',
  fixed: 'Feste Werte',
  maxBytes: 'Größengrenze',
  lossless: 'Verlustfrei',
}

export const recipeEffort: typeof en.recipeEffort = {
  fast: 'Schnell',
  balanced: 'Ausgewogen',
  smallest: 'Am kleinsten',
}

export const recipeMetadata: typeof en.recipeMetadata = {
  strip: 'Alle entfernen',
  keep: 'Alle behalten',
  copyright: 'Urheber behalten',
  'no-location': 'Alle außer dem Ort',
}

export const recipeColour: typeof en.recipeColour = {
  srgb: 'Nach sRGB umrechnen',
  keep: 'Große Farbräume behalten',
}

export const recipeAnimation: typeof en.recipeAnimation = {
  'first-frame': 'Erstes Einzelbild',
  'leave-out': 'Keine solche Datei',
}

export const recipeCollision: typeof en.recipeCollision = {
  counter: 'Zähler anhängen',
  skip: 'Auslassen',
  fail: 'Bild fehlschlagen lassen',
}
