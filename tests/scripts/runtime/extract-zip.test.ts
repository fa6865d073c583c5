import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { extractZip } from '../../../scripts/runtime/extract-zip.mjs'
import { makeZip, type ZipEntry } from '../support/make-zip'
import { temporaryFolder } from '../support/temporary-folder'

function zipOf(...entries: ZipEntry[]) {
  const folder = temporaryFolder()
  const zip = join(folder, 'made.zip')
  writeFileSync(zip, makeZip(entries))
  return { zip, outside: folder, into: join(folder, 'into') }
}

const asIs = (name: string) => name

describe('extractZip', () => {
  it('writes what is placed, where it is placed', async () => {
    const { zip, into } = zipOf(
      { name: 'Top/', mode: 0o040755 },
      { name: 'Top/kept/deep.txt', content: 'deep' },
      { name: 'Top/left-out.txt', content: 'out' },
      { name: 'Top/Old', content: 'binary' },
    )
    const written = await extractZip(zip, into, (name) =>
      name === 'Top/Old' ? 'new' : name.includes('left-out') ? undefined : name.slice(4),
    )
    expect(written).toBe(2)
    expect(readdirSync(into).sort()).toEqual(['kept', 'new'])
    expect(readFileSync(join(into, 'kept', 'deep.txt'), 'utf8')).toBe('deep')
    expect(readFileSync(join(into, 'new'), 'utf8')).toBe('binary')
  })

  it('keeps programs runnable and takes all special bits away', async () => {
    const { zip, into } = zipOf(
      { name: 'program', mode: 0o104777 },
      { name: 'text', mode: 0o100666 },
      { name: 'of-no-unix', mode: 0 },
    )
    await extractZip(zip, into, asIs)
    const modes = ['program', 'text', 'of-no-unix'].map((name) => statSync(join(into, name)).mode & 0o7777)
    expect(modes).toEqual([0o755, 0o644, 0o644])
  })

  it.each(['../evil', 'a/../../evil', '/tmp/whittle-evil', '..\\evil'])(
    'refuses the name %s',
    async (name) => {
      const { zip, outside, into } = zipOf({ name, content: 'evil' })
      await expect(extractZip(zip, into, asIs)).rejects.toThrow(/invalid|absolute/)
      expect(readdirSync(outside)).toEqual(['made.zip'])
      expect(existsSync('/tmp/whittle-evil')).toBe(false)
    },
  )

  it('refuses a place outside its folder', async () => {
    const { zip, outside, into } = zipOf({ name: 'good', content: 'evil' })
    await expect(extractZip(zip, into, () => '../evil')).rejects.toThrow(/leads out of/)
    // A folder whose name only begins like the target's is outside as well.
    await expect(extractZip(zip, into, () => '../into-evil')).rejects.toThrow(/leads out of/)
    expect(readdirSync(outside)).toEqual(['made.zip'])
  })

  it('refuses a symbolic link', async () => {
    const { zip, into } = zipOf({ name: 'link', content: '/etc', mode: 0o120777 })
    await expect(extractZip(zip, into, asIs)).rejects.toThrow(/symbolic link/)
    expect(existsSync(into)).toBe(false)
  })

  it('refuses to write a file twice', async () => {
    const { zip, into } = zipOf({ name: 'same', content: 'first' }, { name: 'same', content: 'second' })
    await expect(extractZip(zip, into, asIs)).rejects.toThrow(/EEXIST/)
    expect(readFileSync(join(into, 'same'), 'utf8')).toBe('first')
  })

  it('says so when the zip is cut off', async () => {
    const { zip, into } = zipOf({ name: 'whole', content: 'x'.repeat(1000) })
    writeFileSync(zip, readFileSync(zip).subarray(0, -30))
    await expect(extractZip(zip, into, asIs)).rejects.toThrow(/end of central directory/i)
  })
})
