import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { UsageError } from '../usage-error.ts'

/**
 * The paths in a list: one a line, or separated by NUL characters as `find -print0` writes them, which also takes names
 * with line breaks in them.
 *
 * @param source A file, or `-` for standard input.
 * @throws UsageError when it cannot be read or names nothing.
 */
export async function readFileList(source: string, stdin: NodeJS.ReadableStream): Promise<string[]> {
  const content = await read(source, stdin)
  const entries = content.includes('\0') ? content.split('\0') : content.split('\n').map(withoutReturn)
  const paths = entries.filter((entry) => entry !== '')
  if (paths.length > 0) return paths
  throw new UsageError('optimize', `option --files-from: there is no path in ${named(source)}`)
}

async function read(source: string, stdin: NodeJS.ReadableStream): Promise<string> {
  try {
    return source === '-' ? await text(stdin) : await readFile(source, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError('optimize', `option --files-from: ${named(source)} cannot be read: ${reason}`)
  }
}

function named(source: string): string {
  return source === '-' ? 'standard input' : source
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
