import * as z from 'zod'

/**
 * Every error that a person may see, by code. `message` says what happened, `hint` what to do about it.
 * Codes are stable: the command line prints them, the manifest and the history keep them.
 */
export const errorTable = {
  INPUT_MISSING: {
    message: 'The file is no longer there.',
    hint: 'It was moved or deleted after it was added. Add it again.',
  },
  INPUT_CHANGED: {
    message: 'The image was replaced or changed after it was added.',
    hint: 'Add it again once it is complete.',
  },
  INPUT_UNREADABLE: { message: 'The file cannot be read.', hint: 'Check its permissions, then retry.' },
  INPUT_NOT_A_FILE: {
    message: 'This is not a regular file.',
    hint: 'Pipes, sockets and devices are never opened. Remove it from the selection.',
  },
  INPUT_EMPTY: { message: 'The file is empty.', hint: 'Its download or copy probably failed. Get it again.' },
  INPUT_NOT_AN_IMAGE: {
    message: 'This is not an image.',
    hint: 'Whittle goes by the content, not by the name.',
  },
  INPUT_UNSUPPORTED: {
    message: 'This kind of file is not supported.',
    hint: 'Convert it to PNG, TIFF or JPEG first.',
  },
  INPUT_CORRUPT: {
    message: 'The image is damaged and cannot be decoded completely.',
    hint: 'Get the file again from where it came from.',
  },
  INPUT_TOO_LARGE: {
    message: 'The image is larger than the limit.',
    hint: 'Resize it first, or raise the limit in settings.json.',
  },
  INPUT_TOO_COMPLEX: {
    message: 'The file is built to be slow to decode.',
    hint: 'Open it in an editor and save it again.',
  },
  INPUT_PATH_TOO_LONG: {
    message: 'The path is longer than the system allows.',
    hint: 'Move the file to a shorter path.',
  },
  INPUT_LINK_LOOP: { message: 'The link points back to itself.', hint: 'Remove or repair the link.' },
  INPUT_NAME_UNREADABLE: { message: 'The file name is not valid Unicode.', hint: 'Rename the file.' },
  FOLDER_UNREADABLE: {
    message: 'The folder cannot be read.',
    hint: 'Check its permissions, then add it again.',
  },
  OWN_OUTPUT: {
    message: 'Whittle made this file in an earlier run.',
    hint: 'It was left out so that results are not optimized again.',
  },
  OUTPUT_EXISTS: {
    message: 'A file with that name appeared while the batch ran.',
    hint: 'It was left untouched. Run the image again to get another name.',
  },
  OUTPUT_IS_ORIGINAL: {
    message: 'The output would replace an original.',
    hint: 'Choose another output folder.',
  },
  OUTPUT_DISK_FULL: { message: 'The disk is full.', hint: 'Free some space, then retry.' },
  OUTPUT_UNWRITABLE: {
    message: 'The output folder cannot be written to.',
    hint: 'Check its permissions or choose another folder.',
  },
  OUTPUT_NAME_TOO_LONG: {
    message: 'The output name is longer than the file system allows.',
    hint: 'Shorten the name of the original.',
  },
  OUTPUT_INVALID: {
    message: 'The encoded file did not pass its check and was discarded.',
    hint: 'Retry; if it happens again, please report it with the image.',
  },
  FORMAT_LIMIT: {
    message: 'The image is larger than the format allows.',
    hint: 'Choose smaller sizes or another format.',
  },
  NOTHING_TO_MAKE: {
    message: 'The recipe makes nothing of this image.',
    hint: 'Its names are taken, or its animation cannot be kept; choose another folder or recipe.',
  },
  IN_PLACE_RECIPE: {
    message: 'This recipe cannot be used in place.',
    hint: 'Choose one that makes exactly one output per image, in its own or the best format and in full size, such as "Same format, smaller".',
  },
  IN_PLACE_SHARED: {
    message: 'Several names lead to this file, so it is not replaced.',
    hint: 'Replace the file itself rather than a link to it, or make a copy of its own.',
  },
  IN_PLACE_READ_ONLY: {
    message: 'The file is write-protected, so it is not replaced.',
    hint: 'Remove its write protection, or let results go to a folder.',
  },
  BACKUP_FAILED: {
    message: 'No safe backup of the original could be made, so it was not replaced.',
    hint: 'See the detail; choose another folder for backups.',
  },
  BACKUP_DAMAGED: {
    message: 'The backup of the original is missing or damaged.',
    hint: 'The file was left as it is. Get the original from another backup of yours.',
  },
  UNDO_CHANGED: {
    message: 'The file was changed since Whittle replaced it.',
    hint: 'It was left as it is. Add --force to put the original back all the same.',
  },
  SAMPLES_MISSING: {
    message: 'The sample photographs are missing.',
    hint: 'Install Whittle again, with its samples folder.',
  },
  RECIPE_INVALID: { message: 'The recipe is not valid.', hint: 'See the detail for the field.' },
  CANCELLED: { message: 'Cancelled.', hint: 'Resume or run it again.' },
  INTERRUPTED: {
    message: 'Whittle was stopped before this finished.',
    hint: 'Resume the batch to go on where it stopped.',
  },
  TIMED_OUT: {
    message: 'The image took longer than the limit and was stopped.',
    hint: 'Resize it first, or raise the limit in settings.json.',
  },
  DECODER_CRASHED: {
    message: 'The image made the decoder crash, twice.',
    hint: 'The file is probably damaged. The other images are not affected.',
  },
  OUT_OF_MEMORY: {
    message: 'There is not enough memory for this image.',
    hint: 'Close other programs, or choose smaller sizes.',
  },
  INPUT_POISONOUS: {
    message: 'Whittle was ended twice while it worked on this image.',
    hint: 'It was set aside so that the others could go on. Retry it by hand.',
  },
  POOL_UNAVAILABLE: {
    message: 'The image workers could not be started.',
    hint: 'Run "whittle doctor" to see what is missing.',
  },
  ENGINE_UNAVAILABLE: {
    message: 'The engine is not running.',
    hint: 'It restarts by itself; try again in a moment.',
  },
  NODE_NOT_FOUND: {
    message: 'No suitable Node.js was found for the image workers.',
    hint: 'Install Node.js 20.19 or newer and start Whittle with "npm start".',
  },
  NOT_FOUND: { message: 'It does not exist any more.', hint: 'Refresh the list.' },
  BAD_REQUEST: { message: 'The request is not valid.', hint: 'See the detail.' },
  NOT_ALLOWED: { message: 'This is not possible now.', hint: 'See the detail.' },
  SETTINGS_INVALID: {
    message: 'The settings are not valid.',
    hint: 'See the detail; delete settings.json to start from the defaults.',
  },
  HOME_UNWRITABLE: {
    message: 'The data folder cannot be written to.',
    hint: 'Check its permissions, or set WHITTLE_HOME to another folder.',
  },
  PDF_UNAVAILABLE: {
    message: 'A PDF is printed by Electron, which is not set up here.',
    hint: 'Run "npm run setup" once in Whittle’s folder (on Linux without a display also install xvfb), or open the HTML report in a browser and print it as a PDF.',
  },
  PDF_FAILED: {
    message: 'The PDF could not be printed.',
    hint: 'Open the HTML report in a browser and print it as a PDF.',
  },
  LOGO_UNUSABLE: {
    message: 'The logo cannot be used.',
    hint: 'Choose a PNG, JPEG, WebP, GIF or SVG file of at most 1 MB.',
  },
  HISTORY_FILE_INVALID: {
    message: 'The file is not an exported history, or it is damaged.',
    hint: 'Export it again where it came from. Nothing was changed.',
  },
  HISTORY_DAMAGED: {
    message: 'A part of the history was damaged and could not be rebuilt.',
    hint: 'An exported history can be imported again; everything else goes on.',
  },
  INTERNAL: { message: 'Something went wrong inside Whittle.', hint: 'Please report it with the log.' },
} as const satisfies Record<string, { message: string; hint: string }>

export type ErrorCode = keyof typeof errorTable

const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]

/** How an error travels between processes and into files: plain data, because class identity does not survive a clone. */
export const errorDataSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  hint: z.string().optional(),
  detail: z.string().optional(),
})

export type ErrorData = z.output<typeof errorDataSchema>

/** An error with a code from {@link errorTable}. `message` and `hint` default to the table's. */
export class WhittleError extends Error {
  readonly code: ErrorCode
  readonly hint: string
  readonly detail: string | undefined

  constructor(
    code: ErrorCode,
    options: { message?: string; hint?: string; detail?: string; cause?: unknown } = {},
  ) {
    super(options.message ?? errorTable[code].message, { cause: options.cause })
    this.name = 'WhittleError'
    this.code = code
    this.hint = options.hint ?? errorTable[code].hint
    this.detail = options.detail
  }

  /** Rebuilds the error at the receiving end of a process boundary. */
  static from(data: ErrorData): WhittleError {
    return new WhittleError(data.code, {
      message: data.message,
      ...(data.hint === undefined ? {} : { hint: data.hint }),
      ...(data.detail === undefined ? {} : { detail: data.detail }),
    })
  }
}

/** Turns anything thrown into plain data; what is not a {@link WhittleError} becomes `INTERNAL` with its text as detail. */
export function toErrorData(error: unknown): ErrorData {
  const known =
    error instanceof WhittleError ? error : new WhittleError('INTERNAL', { detail: textOf(error) })
  return {
    code: known.code,
    message: known.message,
    hint: known.hint,
    ...(known.detail === undefined ? {} : { detail: known.detail }),
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
