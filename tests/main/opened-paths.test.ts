import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { handedOver, openedPaths } from '../../src/main/opened-paths.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('openedPaths', () => {
  it('takes what exists, from the folder of whoever started it, and no options', () => {
    const folder = temporaryFolder()
    for (const name of ['a.jpg', '-b.jpg', '--']) writeFileSync(join(folder, name), '')
    const argv = ['--no-sandbox', 'a.jpg', '-b.jpg', 'missing.jpg', '', '/app']
    expect(openedPaths(argv, folder, '/app')).toEqual([join(folder, 'a.jpg')])
    expect(openedPaths(['--', '-b.jpg', '--'], folder, '/app')).toEqual([
      join(folder, '-b.jpg'),
      join(folder, '--'),
    ])
  })
})

describe('handedOver', () => {
  it('believes only what has the right shape', () => {
    expect(handedOver({ paths: ['/a'] })).toEqual(['/a'])
    for (const data of [undefined, null, { paths: 'x' }, { paths: [''] }, []])
      expect(handedOver(data)).toEqual([])
  })
})
