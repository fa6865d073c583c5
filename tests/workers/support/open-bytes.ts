import type { InputLimits } from '../../../src/shared/contract/pool.ts'
import {
  type OpenOptions,
  openSource,
  type Source,
} from '../../../src/workers/pipeline/source/open-source.ts'
import { limits, Workspace } from './workspace.ts'

/** Opens bytes as the file that they would be. */
export async function openBytes(
  bytes: Buffer,
  options: OpenOptions & { readonly limits?: InputLimits } = {},
): Promise<Source> {
  const workspace = await Workspace.create()
  const path = await workspace.write('input', bytes)
  return openSource(path, options.limits ?? limits, options)
}
