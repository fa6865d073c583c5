import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readFileList } from '../../../src/cli/optimize/files-from.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const nothing = Readable.from([])

describe('readFileList', () => {
  it('takes a path a line, or separated by NUL, also from standard input', async () => {
    const file = join(temporaryFolder(), 'list')
    writeFileSync(file, 'a.jpg\r\n\nb c.jpg\n')
    expect(await readFileList(file, nothing)).toEqual(['a.jpg', 'b c.jpg'])
    writeFileSync(file, 'a\n1.jpg\0b.jpg\0')
    expect(await readFileList(file, nothing)).toEqual(['a\n1.jpg', 'b.jpg'])
    expect(await readFileList('-', Readable.from(['x.jpg\n', 'y.jpg']))).toEqual(['x.jpg', 'y.jpg'])
  })

  it('is a wrong usage where there is nothing to read', async () => {
    await expect(readFileList('/missing', nothing)).rejects.toThrow(/cannot be read/)
    await expect(readFileList('-', Readable.from(['\n\n']))).rejects.toThrow(/no path/)
  })
})
