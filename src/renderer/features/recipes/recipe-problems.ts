import type { core } from 'zod'
import { keysOf } from '../../../shared/keys-of.ts'
import { formatCount } from '../../format.ts'
import { t } from '../../i18n.ts'
import { recipeProblem } from '../../locales/en/recipes.ts'

const known = keysOf(recipeProblem)

/** What is wrong with a recipe in the language of the window: of each field the first. */
export function problemsByField(issues: readonly core.$ZodIssue[]): Map<string, string> {
  const problems = new Map<string, string>()
  for (const issue of issues) {
    const field = String(issue.path[0] ?? '')
    if (!problems.has(field)) problems.set(field, issueWords(issue))
  }
  return problems
}

function issueWords(issue: core.$ZodIssue): string {
  switch (issue.code) {
    case 'custom': {
      const { code, field } = issue.params ?? {}
      const key = known.find((candidate) => candidate === code)
      return t(`recipeProblem.${key ?? 'other'}`, { field: typeof field === 'string' ? field : '' })
    }
    case 'too_small':
      return t(issue.origin === 'array' ? 'recipeProblem.none' : 'recipeProblem.empty')
    case 'too_big':
      return t(issue.origin === 'array' ? 'recipeProblem.many' : 'recipeProblem.long', {
        n: formatCount(Number(issue.maximum)),
      })
    default:
      return t('recipeProblem.other')
  }
}
