/** A command line that parses but makes no sense. Ends the command with exit code 2 and one line. */
export class UsageError extends Error {
  /** The subcommand whose help explains it. */
  readonly command: string

  constructor(command: string, message: string) {
    super(message)
    this.name = 'UsageError'
    this.command = command
  }
}

/** The line that follows every usage error. */
export function helpPointer(command: string): string {
  return command === '' ? 'see "whittle --help"' : `see "whittle ${command} --help"`
}
