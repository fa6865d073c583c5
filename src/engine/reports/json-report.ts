import type { Run } from '../../shared/model/history.ts'
import type { Item } from '../../shared/model/item.ts'
import { toResultDocument } from '../../shared/result-document.ts'

/** The result document of a run with what the run was; times are ISO 8601 in UTC. */
export function renderJson(
  run: Run,
  items: readonly Item[],
  generated: { readonly version: string; readonly at: number },
): string {
  const report = {
    generator: `whittle ${generated.version}`,
    generatedAt: iso(generated.at),
    label: run.label,
    state: run.state,
    startedAt: iso(run.startedAt),
    finishedAt: iso(run.finishedAt),
    outDir: run.outDir,
    ...toResultDocument({ id: run.id, recipe: run.recipe.id, durationMs: run.durationMs }, items),
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
