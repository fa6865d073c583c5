import type { ErrorCode } from '../../../shared/errors.ts'

/** What `errorTable` says, in German. In English the engine's own words are shown. */
export const errors: Readonly<Record<ErrorCode, { readonly message: string; readonly hint: string }>> = {
  INPUT_MISSING: {
    message: 'Die Datei ist nicht mehr da.',
    hint: 'Sie wurde nach dem Hinzufügen verschoben oder gelöscht. Füge sie noch einmal hinzu.',
  },
  INPUT_CHANGED: {
    message: 'Das Bild wurde nach dem Hinzufügen ersetzt oder verändert.',
    hint: 'Füge es noch einmal hinzu, sobald es vollständig ist.',
  },
  NOTHING_TO_MAKE: {
    message: 'Das Rezept macht aus diesem Bild nichts.',
    hint: 'Seine Namen sind vergeben, oder seine Animation lässt sich nicht erhalten; wähle einen anderen Ordner oder ein anderes Rezept.',
  },
  IN_PLACE_RECIPE: {
    message: 'Dieses Rezept kann Originale nicht ersetzen.',
    hint: 'Wähle eines, das aus jedem Bild genau eine Datei in voller Größe macht, im eigenen oder im besten Format.',
  },
  IN_PLACE_SHARED: {
    message: 'Zu dieser Datei führen mehrere Namen, deshalb wird sie nicht ersetzt.',
    hint: 'Ersetze die Datei selbst statt eines Verweises auf sie, oder lege eine eigene Kopie an.',
  },
  IN_PLACE_READ_ONLY: {
    message: 'Die Datei ist schreibgeschützt, deshalb wird sie nicht ersetzt.',
    hint: 'Entferne den Schreibschutz, oder lass die Ergebnisse in einen Ordner schreiben.',
  },
  BACKUP_FAILED: {
    message: 'Das Original ließ sich nicht sicher aufbewahren, deshalb wurde es nicht ersetzt.',
    hint: 'Siehe das Detail; wähle einen anderen Ordner dafür.',
  },
  BACKUP_DAMAGED: {
    message: 'Das aufbewahrte Original fehlt oder ist beschädigt.',
    hint: 'Die Datei blieb, wie sie ist. Hole das Original aus einer anderen Sicherung.',
  },
  UNDO_CHANGED: {
    message: 'Die Datei wurde geändert, nachdem Whittle sie ersetzt hatte.',
    hint: 'Sie blieb, wie sie ist. Mit --force kommt das Original trotzdem zurück.',
  },
  RECIPE_INVALID: {
    message: 'Das Rezept ist nicht gültig.',
    hint: 'Im Detail steht, welches Feld.',
  },
  SAMPLES_MISSING: {
    message: 'Die Beispielfotos fehlen.',
    hint: 'Whittle mit seinem Ordner „samples“ neu installieren.',
  },
  INPUT_UNREADABLE: {
    message: 'Die Datei lässt sich nicht lesen.',
    hint: 'Prüfe ihre Zugriffsrechte und versuche es noch einmal.',
  },
  INPUT_NOT_A_FILE: {
    message: 'Das ist keine gewöhnliche Datei.',
    hint: 'Pipes, Sockets und Geräte werden nie geöffnet. Nimm sie aus der Auswahl.',
  },
  INPUT_EMPTY: {
    message: 'Die Datei ist leer.',
    hint: 'Wahrscheinlich brach ihr Download oder das Kopieren ab. Hole sie noch einmal.',
  },
  INPUT_NOT_AN_IMAGE: {
    message: 'Das ist kein Bild.',
    hint: 'Whittle geht nach dem Inhalt, nicht nach dem Namen.',
  },
  INPUT_UNSUPPORTED: {
    message: 'Diese Art von Datei wird nicht unterstützt.',
    hint: 'Wandle sie erst in PNG, TIFF oder JPEG um.',
  },
  INPUT_CORRUPT: {
    message: 'Das Bild ist beschädigt und lässt sich nicht vollständig entpacken.',
    hint: 'Hole die Datei noch einmal von dort, wo sie herkam.',
  },
  INPUT_TOO_LARGE: {
    message: 'Das Bild ist größer als die Grenze.',
    hint: 'Verkleinere es vorher oder hebe die Grenze in settings.json an.',
  },
  INPUT_TOO_COMPLEX: {
    message: 'Die Datei ist so gebaut, dass ihr Entpacken sehr lange dauert.',
    hint: 'Öffne sie in einem Bildprogramm und sichere sie neu.',
  },
  INPUT_PATH_TOO_LONG: {
    message: 'Der Pfad ist länger, als das System erlaubt.',
    hint: 'Verschiebe die Datei an einen kürzeren Pfad.',
  },
  INPUT_LINK_LOOP: {
    message: 'Die Verknüpfung zeigt auf sich selbst.',
    hint: 'Entferne oder repariere die Verknüpfung.',
  },
  INPUT_NAME_UNREADABLE: {
    message: 'Der Dateiname ist kein gültiges Unicode.',
    hint: 'Benenne die Datei um.',
  },
  FOLDER_UNREADABLE: {
    message: 'Der Ordner lässt sich nicht lesen.',
    hint: 'Prüfe seine Zugriffsrechte und füge ihn noch einmal hinzu.',
  },
  OWN_OUTPUT: {
    message: 'Diese Datei hat Whittle in einem früheren Lauf erstellt.',
    hint: 'Sie wurde ausgelassen, damit Ergebnisse nicht noch einmal optimiert werden.',
  },
  OUTPUT_EXISTS: {
    message: 'Während der Stapel lief, entstand eine Datei mit diesem Namen.',
    hint: 'Sie blieb unberührt. Lass das Bild noch einmal laufen, es bekommt einen anderen Namen.',
  },
  OUTPUT_IS_ORIGINAL: {
    message: 'Das Ergebnis würde ein Original ersetzen.',
    hint: 'Wähle einen anderen Ausgabeordner.',
  },
  OUTPUT_DISK_FULL: {
    message: 'Der Datenträger ist voll.',
    hint: 'Schaffe Platz und versuche es noch einmal.',
  },
  OUTPUT_UNWRITABLE: {
    message: 'In den Ausgabeordner lässt sich nicht schreiben.',
    hint: 'Prüfe seine Zugriffsrechte oder wähle einen anderen Ordner.',
  },
  OUTPUT_NAME_TOO_LONG: {
    message: 'Der Name des Ergebnisses ist länger, als das Dateisystem erlaubt.',
    hint: 'Kürze den Namen des Originals.',
  },
  OUTPUT_INVALID: {
    message: 'Die kodierte Datei bestand ihre Prüfung nicht und wurde verworfen.',
    hint: 'Versuche es noch einmal; passiert es wieder, melde es bitte zusammen mit dem Bild.',
  },
  FORMAT_LIMIT: {
    message: 'Das Bild ist größer, als das Format erlaubt.',
    hint: 'Wähle kleinere Größen oder ein anderes Format.',
  },
  CANCELLED: { message: 'Abgebrochen.', hint: 'Setze es fort oder lass es noch einmal laufen.' },
  INTERRUPTED: {
    message: 'Whittle wurde beendet, bevor dies fertig war.',
    hint: 'Setze den Stapel fort, um dort weiterzumachen, wo er stehen blieb.',
  },
  TIMED_OUT: {
    message: 'Das Bild brauchte länger als erlaubt und wurde angehalten.',
    hint: 'Verkleinere es vorher oder hebe die Grenze in settings.json an.',
  },
  DECODER_CRASHED: {
    message: 'Das Bild ließ das Entpacken zweimal abstürzen.',
    hint: 'Wahrscheinlich ist die Datei beschädigt. Die anderen Bilder sind nicht betroffen.',
  },
  POOL_UNAVAILABLE: {
    message: 'Die Bildprozesse konnten nicht gestartet werden.',
    hint: '„whittle doctor“ zeigt, was fehlt.',
  },
  ENGINE_UNAVAILABLE: {
    message: 'Die Engine läuft nicht.',
    hint: 'Sie startet von selbst neu; versuche es gleich noch einmal.',
  },
  NODE_NOT_FOUND: {
    message: 'Für die Bildprozesse wurde kein passendes Node.js gefunden.',
    hint: 'Installiere Node.js 20.19 oder neuer und starte Whittle mit „npm start“.',
  },
  INPUT_POISONOUS: {
    message: 'Whittle wurde zweimal beendet, während es an diesem Bild arbeitete.',
    hint: 'Es wurde beiseitegelegt, damit die anderen weiterlaufen. Es lässt sich von Hand wiederholen.',
  },
  OUT_OF_MEMORY: {
    message: 'Das Bild braucht mehr Speicher, als frei ist.',
    hint: 'Schließe andere Programme oder verkleinere es vorher.',
  },
  NOT_FOUND: { message: 'Das gibt es nicht mehr.', hint: 'Lade die Liste neu.' },
  BAD_REQUEST: { message: 'Die Anfrage ist nicht gültig.', hint: 'Die Einzelheit nennt den Grund.' },
  NOT_ALLOWED: { message: 'Das geht gerade nicht.', hint: 'Die Einzelheit nennt den Grund.' },
  SETTINGS_INVALID: {
    message: 'Die Einstellungen sind nicht gültig.',
    hint: 'Die Einzelheit nennt den Grund; ohne settings.json gelten wieder die Vorgaben.',
  },
  HOME_UNWRITABLE: {
    message: 'In den Datenordner lässt sich nicht schreiben.',
    hint: 'Prüfe seine Zugriffsrechte oder gib mit WHITTLE_HOME einen anderen Ordner an.',
  },
  PDF_UNAVAILABLE: {
    message: 'PDFs druckt Electron, das hier nicht eingerichtet ist.',
    hint: 'Führe einmal „npm run setup“ in Whittles Ordner aus (unter Linux ohne Bildschirm installiere auch xvfb), oder öffne den HTML-Bericht in einem Browser und drucke ihn als PDF.',
  },
  PDF_FAILED: {
    message: 'Das PDF konnte nicht gedruckt werden.',
    hint: 'Öffne den HTML-Bericht in einem Browser und drucke ihn als PDF.',
  },
  LOGO_UNUSABLE: {
    message: 'Das Logo kann nicht verwendet werden.',
    hint: 'Wähle eine PNG-, JPEG-, WebP-, GIF- oder SVG-Datei mit höchstens 1 MB.',
  },
  HISTORY_FILE_INVALID: {
    message: 'Die Datei ist kein exportierter Verlauf, oder sie ist beschädigt.',
    hint: 'Exportiere ihn dort noch einmal. Es wurde nichts geändert.',
  },
  HISTORY_DAMAGED: {
    message: 'Ein Teil des Verlaufs war beschädigt und ließ sich nicht wiederherstellen.',
    hint: 'Ein exportierter Verlauf lässt sich wieder importieren; alles andere geht weiter.',
  },
  INTERNAL: {
    message: 'In Whittle ist etwas schiefgegangen.',
    hint: 'Melde es bitte zusammen mit dem Protokoll.',
  },
}
