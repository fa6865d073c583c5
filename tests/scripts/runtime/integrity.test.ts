import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyIntegrity } from '../../../scripts/runtime/integrity.mjs'
import { temporaryFolder } from '../support/temporary-folder'

// printf abc | openssl dgst -sha512 -binary | base64 -w0 (the example of FIPS 180)
const ABC = 'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=='

describe('verifyIntegrity', () => {
  it('accepts the file and nothing else', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, 'abc')
    await expect(verifyIntegrity(file, ABC)).resolves.toBeUndefined()
    writeFileSync(file, 'abd')
    await expect(verifyIntegrity(file, ABC)).rejects.toThrow(/not the file it should be/)
  })

  it('does not accept a digest that is cut off', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, 'abc')
    await expect(verifyIntegrity(file, ABC.slice(0, 40))).rejects.toThrow(/not the file it should be/)
    await expect(verifyIntegrity(file, 'sha512')).rejects.toThrow(/not the file it should be/)
  })
})
