import { mkdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import type { Command } from './timed.ts'
import { isProgram, versionOf } from './tools.ts'

export type PeerFormat = 'jpeg' | 'webp' | 'avif'
export type Picture = { readonly path: string; readonly width: number; readonly height: number }
type Work = {
  readonly formats: readonly PeerFormat[]
  readonly pictures: readonly Picture[]
  readonly out: string
}

/** One way to make the nine variants (or those of some formats) with another program, at quality 80 and effort 4. */
export type Peer = {
  readonly name: string
  readonly can: readonly PeerFormat[]
  /** What to say where it is not there. */
  readonly missing: string | undefined
  readonly version: () => string
  /** Commands that may run at the same time; one list after the other. */
  readonly stages: (work: Work) => Command[][]
}

/** Largest first: then no core is idle at the end while another is at the longest job. */
const boxes = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
  { width: 640, height: 480 },
] as const
/** What effort costs, most first. */
const byCost: readonly PeerFormat[] = ['avif', 'webp', 'jpeg']

/** @param installed - Folder in which sharp-cli and ipx are, if they are. */
export function listPeers(installed: string | undefined): Peer[] {
  return [sharpCli(installed), ipx(installed), vipsthumbnail, cwebp, avifenc]
}

const vipsFormats = {
  jpeg: '.jpg[Q=80,optimize_coding,interlace,strip]',
  webp: '.webp[Q=80,effort=4,strip]',
  avif: '.avif[Q=80,effort=4,strip]',
} as const

const vipsthumbnail: Peer = {
  name: 'vipsthumbnail',
  can: ['jpeg', 'webp', 'avif'],
  missing: isProgram('vipsthumbnail') ? undefined : 'apt-get install libvips-tools',
  version: () => versionOf('vipsthumbnail'),
  stages: (work) => [
    perVariant(work, ({ path }, format, box) => thumbnail(path, box, work.out, vipsFormats[format])),
  ],
}

const cwebp: Peer = {
  name: 'cwebp',
  can: ['webp'],
  missing: isProgram('cwebp') ? undefined : 'apt-get install webp',
  version: () => versionOf('cwebp'),
  stages: (work) => [
    perVariant(work, (picture, _, box) => {
      const target = join(work.out, `${parse(picture.path).name}-${box.width}.webp`)
      const args = ['-quiet', '-q', '80', '-m', '4', ...cwebpResize(picture, box), picture.path, '-o', target]
      return { program: 'cwebp', args }
    }),
  ],
}

/** avifenc does not scale: vipsthumbnail does that for it, without compression. */
const avifenc: Peer = {
  name: 'vipsthumbnail + avifenc',
  can: ['avif'],
  missing:
    isProgram('avifenc') && isProgram('vipsthumbnail')
      ? undefined
      : 'apt-get install libavif-bin libvips-tools',
  version: () => versionOf('avifenc'),
  stages: (work) => [
    perVariant(work, ({ path }, _, box) => thumbnail(path, box, work.out, '.png[compression=0,strip]')),
    perVariant(work, ({ path }, _, { width }) => {
      const name = join(work.out, `${parse(path).name}-${width}`)
      // libheif's effort 4 and quality 80 in libaom's terms: speed 9 − 4, level (100 − 80) · 63 / 100.
      const settings = [
        '-s',
        '5',
        '-y',
        '420',
        '--min',
        '0',
        '--max',
        '63',
        '-a',
        'end-usage=q',
        '-a',
        'cq-level=13',
      ]
      return { program: 'avifenc', args: [...settings, `${name}.png`, `${name}.avif`] }
    }),
  ],
}

/** A call for each format and size with all files at once: it works on several, and starts as rarely as can be. */
function sharpCli(installed: string | undefined): Peer {
  const folder = join(installed ?? '', 'node_modules', 'sharp-cli')
  return {
    name: 'sharp-cli',
    can: ['jpeg', 'webp', 'avif'],
    missing: installed === undefined ? 'npm run bench -- c --peers' : undefined,
    version: () => versionIn(folder),
    stages: ({ formats, pictures, out }) => [
      byCost
        .filter((format) => formats.includes(format))
        .flatMap((format) =>
          boxes.map(({ width, height }) => {
            const target = join(out, String(width))
            mkdirSync(target, { recursive: true })
            const options = ['-o', target, '-f', format, '-q', '80', '--effort', '4', '--autoOrient']
            const encoder = format === 'jpeg' ? ['--mozjpeg'] : []
            const resize = [
              'resize',
              String(width),
              String(height),
              '--fit',
              'inside',
              '--withoutEnlargement',
            ]
            const args = [
              join(folder, 'bin/cli.js'),
              '-i',
              ...pictures.map(({ path }) => path),
              ...options,
              ...encoder,
              ...resize,
            ]
            return { program: process.execPath, args }
          }),
        ),
    ],
  }
}

function ipx(installed: string | undefined): Peer {
  const folder = join(installed ?? '', 'node_modules', 'ipx')
  return {
    name: 'ipx',
    can: ['jpeg', 'webp', 'avif'],
    missing: installed === undefined ? 'npm run bench -- c --peers' : undefined,
    version: () => versionIn(folder),
    stages: ({ formats, pictures, out }) => {
      const wanted = JSON.stringify(byCost.filter((format) => formats.includes(format)))
      const script = join(import.meta.dirname, 'ipx.mjs')
      return [
        [
          {
            program: process.execPath,
            args: [script, join(folder, 'dist/index.mjs'), out, wanted, ...pictures.map(({ path }) => path)],
          },
        ],
      ]
    },
  }
}

function perVariant(
  { formats, pictures }: Work,
  command: (picture: Picture, format: PeerFormat, box: (typeof boxes)[number]) => Command,
): Command[] {
  const wanted = byCost.filter((format) => formats.includes(format))
  return boxes.flatMap((box) =>
    wanted.flatMap((format) => pictures.map((picture) => command(picture, format, box))),
  )
}

/** It scales to a width or to a height: to the one that meets the box first. Not what fits already. */
function cwebpResize({ width, height }: Picture, box: (typeof boxes)[number]): string[] {
  if (width <= box.width && height <= box.height) return []
  return width / height >= box.width / box.height
    ? ['-resize', String(box.width), '0']
    : ['-resize', '0', String(box.height)]
}

function thumbnail(
  file: string,
  { width, height }: (typeof boxes)[number],
  out: string,
  suffix: string,
): Command {
  const target = join(out, `${parse(file).name}-${width}${suffix}`)
  return { program: 'vipsthumbnail', args: [file, '-s', `${width}x${height}>`, '-o', target] }
}

function versionIn(folder: string): string {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return String(version)
  } catch {
    return 'not installed'
  }
}
