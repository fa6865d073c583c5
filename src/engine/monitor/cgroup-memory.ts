import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'

/** Memory as the control group of this process sees it, in bytes. */
export type GroupMemory = { readonly totalBytes: number; readonly usedBytes: number }

/**
 * The tightest memory limit that Linux' control groups (version 2) put on this process, e.g. in a container, and
 * what is used of it; `undefined` where there is none. Pages of files are not counted as used: the kernel gives
 * them back before it lets the group run out.
 *
 * @param root For tests: a folder that stands for `/`.
 */
export async function readGroupMemory(root = '/'): Promise<GroupMemory | undefined> {
  const own = await ownGroup(root)
  if (own === undefined) return undefined
  let tightest: GroupMemory | undefined
  // A limit holds for all groups below it, so each one up to the root counts.
  for (let group = own; ; group = posix.dirname(group)) {
    const limits = await readGroup(join(root, 'sys/fs/cgroup', group))
    if (limits !== undefined && limits.totalBytes < (tightest?.totalBytes ?? Number.POSITIVE_INFINITY)) {
      tightest = limits
    }
    if (group === '/' || group === '.') return tightest
  }
}

/** The line `0::/path` names the group in version 2; version 1 has other lines only. */
async function ownGroup(root: string): Promise<string | undefined> {
  const text = await readText(join(root, 'proc/self/cgroup'))
  return /^0::(\/.*)$/m.exec(text ?? '')?.[1]
}

async function readGroup(folder: string): Promise<GroupMemory | undefined> {
  const totalBytes = Number.parseInt((await readText(join(folder, 'memory.max'))) ?? '', 10)
  const current = Number.parseInt((await readText(join(folder, 'memory.current'))) ?? '', 10)
  // `max` means no limit and parses to NaN.
  if (!Number.isFinite(totalBytes) || !Number.isFinite(current) || totalBytes <= 0) return undefined
  const stat = (await readText(join(folder, 'memory.stat'))) ?? ''
  const files = ['inactive_file', 'active_file'].map((name) =>
    Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(stat)?.[1] ?? 0),
  )
  return {
    totalBytes,
    usedBytes: Math.max(
      0,
      files.reduce((rest, bytes) => rest - bytes, current),
    ),
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}
