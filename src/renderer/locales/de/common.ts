import type * as en from '../en/common.ts'

export const noun: typeof en.noun = {
  image_one: '{{n}} Bild',
  image_other: '{{n}} Bilder',
  file_one: '{{n}} Datei',
  file_other: '{{n}} Dateien',
  run_one: '{{n}} Lauf',
  run_other: '{{n}} Läufe',
  variant_one: '{{n}} Variante',
  variant_other: '{{n}} Varianten',
}

export const measure: typeof en.measure = {
  same: 'gleich groß',
  less: '{{percent}} weniger',
  more: '{{percent}} mehr',
  bytesMore: '{{bytes}} mehr',
  imagesPerSecond: '{{n}} Bilder/s',
  megapixelsPerSecond: '{{n}} MP/s',
  megapixels: '{{n}} MP',
  of: '{{done}} von {{total}}',
  none: '–',
}

export const note: typeof en.note = {
  'orientation-applied': 'Aufrecht gedreht',
  'profile-converted': 'Farben nach sRGB umgerechnet',
  'profile-removed': 'Farbprofil entfernt',
  'bit-depth-reduced': 'Auf 8 Bit je Kanal verringert',
  'alpha-flattened': 'Transparenz aufgefüllt',
  'colours-reduced': 'Farben verringert',
  'frames-dropped': 'Nur das erste Einzelbild',
  'pages-dropped': 'Nur die erste Seite',
  cropped: 'Beschnitten',
  enlarged: 'Vergrößert',
  'metadata-removed': 'Metadaten entfernt',
  'location-removed': 'Aufnahmeort entfernt',
  'contrast-enhanced': 'Kontrast verstärkt',
  'larger-than-original': 'Größer als das Original',
  'original-kept': 'Original behalten, es war kleiner',
  'metadata-kept': 'Metadaten mit dem Original behalten',
  'target-missed': 'Ziel nicht erreicht',
  'limit-missed': 'Grenze nicht eingehalten',
  'trailer-removed': 'Daten hinter dem Bild weggelassen',
  'gain-map-removed': 'HDR-Zusatzbild weggelassen',
  'external-references-missing': 'Verknüpfte Dateien fehlen',
  'profile-malformed': 'Defektes Farbprofil ignoriert',
  'possibly-damaged': 'Möglicherweise beschädigt',
}

export const step: typeof en.step = {
  read: 'Liest',
  decode: 'Entpackt',
  resize: 'Verkleinert',
  encode: 'Kodiert',
  verify: 'Prüft',
  judge: 'Bewertet',
  write: 'Schreibt',
}

export const itemState: typeof en.itemState = {
  planned: 'Bereit',
  queued: 'Wartet',
  running: 'In Arbeit',
  done: 'Fertig',
  failed: 'Fehlgeschlagen',
  skipped: 'Übersprungen',
  cancelled: 'Abgebrochen',
}

export const batchState: typeof en.batchState = {
  planning: 'Sucht',
  planned: 'Startbereit',
  queued: 'Wartet auf seinen Start',
  running: 'Läuft',
  pausing: 'Hält an',
  paused: 'Angehalten',
  cancelling: 'Bricht ab',
  done: 'Fertig',
  cancelled: 'Abgebrochen',
  interrupted: 'Unterbrochen',
  failed: 'Fehlgeschlagen',
  discarded: 'Verworfen',
}

export const inputFormat: typeof en.inputFormat = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  gif: 'GIF',
  avif: 'AVIF',
  tiff: 'TIFF',
  svg: 'SVG',
  heic: 'HEIC',
  bmp: 'BMP',
  ico: 'ICO',
  tga: 'TGA',
  psd: 'PSD',
  jp2: 'JPEG 2000',
  jxl: 'JPEG XL',
  dds: 'DDS',
}

export const filter: typeof en.filter = {
  label: 'Bilder anzeigen',
  all: 'Alle',
  done: 'Fertig',
  failed: 'Fehlgeschlagen',
  skipped: 'Übersprungen',
}

export const action: typeof en.action = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  discard: 'Verwerfen',
  dismiss: 'Ausblenden',
  dismissNamed: '{{name}} ausblenden',
  exportReport: 'Bericht exportieren …',
  resume: 'Fortsetzen',
  showInFolder: 'Im Ordner zeigen',
  showNamedInFolder: '{{name}} im Ordner zeigen',
  tryAgain: 'Noch einmal versuchen',
  chooseFiles: 'Dateien wählen …',
  chooseFolder: 'Ordner wählen …',
}

export const size: typeof en.size = { original: 'Originalgröße' }

export const pauseReason: typeof en.pauseReason = {
  user: 'Angehalten. Bilder, die in Arbeit waren, wurden fertig.',
  'disk-full': 'Der Datenträger ist voll. Sobald Platz ist, geht es von selbst weiter.',
  'target-unwritable': 'In den Ausgabeordner lässt sich nicht schreiben. Sobald es geht, geht es weiter.',
  'target-missing': 'Der Ausgabeordner ist weg. Sobald er wieder da ist, geht es von selbst weiter.',
  'source-missing': 'Die Originale sind weg. Sobald sie wieder da sind, geht es von selbst weiter.',
  'name-too-long':
    'Ein Name ist zu lang für den Ausgabeordner. Beim Fortsetzen schlägt nur dieses Bild fehl.',
  'home-unwritable': 'In Whittles eigenen Ordner lässt sich nicht schreiben. Sobald es geht, geht es weiter.',
}

export const priority: typeof en.priority = {
  high: 'Zuerst',
  normal: 'Der Reihe nach',
  background: 'Im Hintergrund',
}
