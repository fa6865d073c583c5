import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { WhittleError } from '../../shared/errors.ts'

/**
 * Writes a picture that came without a file (pasted, dragged out of a browser) into a folder of its own below `dir`,
 * so that its name is its own and results can stand beside it. The name is a wish: only its letters are taken.
 *
 * @throws WhittleError `HOME_UNWRITABLE`
 */
export async function keepPicture(dir: string, name: string, bytes: Uint8Array): Promise<string> {
  const folder = join(dir, `${Date.now().toString(36)}-${randomBytes(3).toString('hex')}`)
  const path = join(folder, safeName(name))
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(path, bytes, { flag: 'wx', flush: true })
  } catch (cause) {
    throw new WhittleError('HOME_UNWRITABLE', { detail: String(cause), cause })
  }
  return path
}

function safeName(wanted: string): string {
  const name = basename(wanted.replaceAll('\\', '/'))
  const extension = extname(name)
    .replaceAll(/[^\w.]/g, '')
    .slice(0, 10)
  const stem = name
    .slice(0, name.length - extname(name).length)
    .replaceAll(/[^\p{L}\p{N} ._-]/gu, '-')
    .replace(/^[. ]+/, '')
    .slice(0, 80)
  return `${stem || 'picture'}${extension || '.png'}`
}
