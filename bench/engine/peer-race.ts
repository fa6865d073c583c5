import { mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs'
import { join, parse } from 'node:path'
import sharp from 'sharp'
import { writePicture } from '../lib/pictures.ts'
import { atMost, type Check, median, type PartContext, type PartResult, seconds, sum } from './part.ts'
import { listPeers, type Peer, type PeerFormat, type Picture } from './peers.ts'
import { type Judgeable, scoresOf } from './scores.ts'
import { timed } from './timed.ts'
import { installPeers } from './tools.ts'
import { runWhittle } from './whittle.ts'

type Race = {
  /** The images that were given, or many of a kind: few say more of how a program starts than of how it works. */
  readonly of: 'given' | 'many'
  readonly formats: readonly PeerFormat[]
  readonly rounds: number
  readonly target: number
}
type Result = { readonly wallMs: number; readonly cpuMs: number; readonly outputs: readonly Judgeable[] }

const many = 48

const races: readonly Race[] = [
  { of: 'many', formats: ['jpeg', 'webp'], rounds: 2, target: 0.7 },
  { of: 'given', formats: ['jpeg', 'webp'], rounds: 3, target: 0.7 },
  { of: 'given', formats: ['webp'], rounds: 3, target: 1 },
  { of: 'given', formats: ['avif'], rounds: 1, target: 1 },
  { of: 'given', formats: ['avif', 'webp', 'jpeg'], rounds: 1, target: 1 },
]

/** Whittle against other programs, all with the same sizes, quality 80 and effort 4, and all cores. */
export async function peerRace(context: PartContext): Promise<PartResult> {
  const { inputs, scratch, quick, peers: mayInstall } = context
  const installed = mkdtempSync(join(scratch, 'peers-'))
  const peers = listPeers(mayInstall ? installPeers(installed) : undefined)
  const notes = peers.flatMap(({ name, missing }) => (missing ? [`${name} was left out: ${missing}`] : []))
  const sets = {
    given: inputs.files,
    many: await makeMany(join(scratch, 'many'), quick ? 4 : many),
  }
  const rows: PartResult['rows'][number][] = []
  const checks: Check[] = []
  for (const race of races) {
    const entrants = peers.filter(
      ({ can, missing }) => missing === undefined && race.formats.every((format) => can.includes(format)),
    )
    const files = sets[race.of]
    const pictures = await Promise.all(files.map(measurePicture))
    const best = new Map<string, Result>()
    // In turns, so that whatever else the machine does meets all of them.
    for (let round = 0; round < (quick ? 1 : race.rounds); round += 1) {
      keepBest(best, 'Whittle', await whittle(files, race.formats, scratch))
      for (const peer of entrants) {
        try {
          keepBest(best, peer.name, await runPeer(peer, race.formats, pictures, scratch))
        } catch (error) {
          notes.push(`${peer.name} failed at ${race.formats.join(' + ')}: ${String(error).slice(-300)}`)
        }
      }
    }
    const ours = best.get('Whittle')
    const others = [...best].filter(([name]) => name !== 'Whittle')
    const fastest = Math.min(...others.map(([, { wallMs }]) => wallMs))
    for (const [name, { wallMs, cpuMs, outputs }] of best) {
      rows.push({
        images: files.length,
        formats: race.formats.join(' + '),
        program: name,
        'wall s': seconds(wallMs),
        'CPU s': seconds(cpuMs),
        kB: Math.round(sum(outputs.map(({ path }) => statSync(path).size)) / 1_000),
        'median score': await medianScore(outputs),
        'Whittle takes':
          name === 'Whittle' || ours === undefined ? '' : `${(ours.wallMs / wallMs).toFixed(2)} ×`,
      })
    }
    if (ours !== undefined && others.length > 0) {
      checks.push(
        atMost(
          `${files.length} images, ${race.formats.join(' + ')}: of the fastest peer's wall time`,
          ours.wallMs / fastest,
          race.target,
        ),
      )
    }
  }
  return {
    title: 'Whittle against peers, quality 80, effort 4, three sizes',
    rows,
    checks,
    notes,
    details: { versions: Object.fromEntries(peers.map(({ name, version }) => [name, version()])) },
  }
}

async function measurePicture(path: string): Promise<Picture> {
  const { autoOrient } = await sharp(path).metadata()
  return { path, width: autoOrient.width, height: autoOrient.height }
}

async function whittle(
  files: readonly string[],
  formats: readonly PeerFormat[],
  scratch: string,
): Promise<Result> {
  const sizes = '640x480,1280x720,1920x1080'
  const settings = ['--quality', '80', '--effort', '4', '--formats', formats.join(','), '--sizes', sizes]
  const { document, wallMs, cpuMs } = await runWhittle(files, settings, scratch)
  return {
    wallMs,
    cpuMs,
    outputs: document.success.flatMap(({ input, outputs }) => outputs.map(({ path }) => ({ input, path }))),
  }
}

async function runPeer(
  peer: Peer,
  formats: readonly PeerFormat[],
  pictures: readonly Picture[],
  scratch: string,
): Promise<Result> {
  const out = mkdtempSync(join(scratch, 'peer-'))
  let [wallMs, cpuMs] = [0, 0]
  for (const commands of peer.stages({ formats, pictures, out })) {
    const stage = await timed(commands)
    wallMs += stage.wallMs
    cpuMs += stage.cpuMs
  }
  const outputs = outputsIn(out, pictures)
  if (outputs.length < pictures.length * formats.length * 3) {
    throw new Error(`only ${outputs.length} files were written`)
  }
  return { wallMs, cpuMs, outputs }
}

/** Of each file that was asked for, told by the number that its original's name begins with; PNG is a step on the way. */
function outputsIn(folder: string, pictures: readonly Picture[]): Judgeable[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.png'))
    .flatMap((entry) => {
      const original = pictures.find(({ path }) => entry.name.startsWith(parse(path).name))
      return original === undefined
        ? []
        : [{ input: original.path, path: join(entry.parentPath, entry.name) }]
    })
}

/** Equal settings are not equal results: what the same numbers look like in each. Of up to 54 outputs. */
async function medianScore(outputs: readonly Judgeable[]): Promise<number> {
  const every = Math.ceil(outputs.length / 54)
  const scores = await scoresOf(
    outputs.filter((_, at) => at % every === 0),
    'direct',
  )
  return Math.round(10 * median([...scores.values()])) / 10
}

/** Photographs of four megapixels, no two alike: Whittle would take the second of a kind from its cache. */
async function makeMany(folder: string, count: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const files = []
  for (let index = 0; index < count; index += 1) {
    const file = join(folder, `${String(index).padStart(3, '0')}-many.jpg`)
    await writePicture(file, { width: 2_560, height: 1_600, format: 'jpeg', index })
    files.push(file)
  }
  return files
}

function keepBest(best: Map<string, Result>, name: string, result: Result): void {
  const known = best.get(name)
  if (known === undefined || result.wallMs < known.wallMs) best.set(name, result)
}
