import process from 'node:process'
import sharp from 'sharp'
import type { TaskOutcome } from '../protocol.ts'

/** The versions of Node, sharp, libvips and every codec inside it. */
export function readVersions(): TaskOutcome {
  return { ok: true, value: { node: process.versions.node, ...sharp.versions } }
}
