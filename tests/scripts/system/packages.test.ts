import { describe, expect, it } from 'vitest'
import { choosePackages, installable, WINDOW_PACKAGES } from '../../../scripts/system/packages.mjs'

// What `apt-cache policy` says in the C locale, shortened.
const DEBIAN_12 = `libgtk-3-0:
  Installed: (none)
  Candidate: 3.24.38-2~deb12u3
  Version table:
     3.24.38-2~deb12u3 500
libasound2:
  Installed: 1.2.8-1+b1
  Candidate: 1.2.8-1+b1
  Version table:
 *** 1.2.8-1+b1 500
libgbm1:
  Installed: (none)
  Candidate: 22.3.6-1+deb12u1
  Version table:
`
const DEBIAN_13 = `libgtk-3-0t64:
  Installed: (none)
  Candidate: 3.24.49-3
  Version table:
libgtk-3-0:
  Installed: (none)
  Candidate: (none)
  Version table:
libasound2t64:
  Installed: 1.2.14-1+deb13u1
  Candidate: 1.2.14-1+deb13u1
  Version table:
 *** 1.2.14-1+deb13u1 500
        100 /var/lib/dpkg/status
libasound2:
  Installed: (none)
  Candidate: (none)
  Version table:
libgbm1:
  Installed: (none)
  Candidate: 25.0.7-2
  Version table:
`

describe('installable', () => {
  it('reads the names that have a candidate', () => {
    expect([...installable(DEBIAN_12)]).toEqual(['libgtk-3-0', 'libasound2', 'libgbm1'])
    expect([...installable(DEBIAN_13)]).toEqual(['libgtk-3-0t64', 'libasound2t64', 'libgbm1'])
  })

  it('knows the name of a package of another architecture', () => {
    expect([...installable('libgbm1:arm64:\n  Candidate: 25.0.7-2\n')]).toEqual(['libgbm1'])
  })

  it('finds none where there are no lists', () => {
    expect([...installable('')]).toEqual([])
  })
})

describe('choosePackages', () => {
  const packages = [['libgtk-3-0t64', 'libgtk-3-0'], ['libasound2t64', 'libasound2'], ['libgbm1']]

  it('chooses the names of the release', () => {
    const chosen = (policy: string) => choosePackages(packages, installable(policy), false)
    expect(chosen(DEBIAN_12)).toEqual(['libgtk-3-0', 'libasound2', 'libgbm1'])
    expect(chosen(DEBIAN_13)).toEqual(['libgtk-3-0t64', 'libasound2t64', 'libgbm1'])
  })

  it('goes by what is installed where there are no lists', () => {
    expect(choosePackages(packages, new Set(), false)).toEqual(['libgtk-3-0', 'libasound2', 'libgbm1'])
    expect(choosePackages(packages, new Set(), true)).toEqual(['libgtk-3-0t64', 'libasound2t64', 'libgbm1'])
  })

  it('never leaves a package out', () => {
    expect(choosePackages(WINDOW_PACKAGES, new Set(), true)).toHaveLength(WINDOW_PACKAGES.length)
  })
})
