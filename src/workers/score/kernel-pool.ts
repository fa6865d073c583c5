/// <reference path="./kernel.d.ts" />
import { instantiate, type KernelExports } from './kernel/index.ts?assemblyscript'

/** One instance with the memory of one reference. */
export type Kernel = KernelExports

/** A memory never shrinks; one larger than this (a reference of 2.2 megapixels) is left to the garbage collector. */
const KEPT_BYTES = 32 * 2 ** 20
const KEPT_KERNELS = 3

// Idle instances of this thread: a batch makes thousands of references, one after another, of the same few sizes.
const idle: Kernel[] = []

/** An instance for one owner at a time. The code is compiled at the first call in a thread. */
export function takeKernel(): Kernel {
  return idle.pop() ?? createKernel()
}

/** Gives back an instance; the caller must not use it any more. */
export function giveKernel(kernel: Kernel): void {
  if (idle.length < KEPT_KERNELS && kernel.memory.buffer.byteLength <= KEPT_BYTES) idle.push(kernel)
}

function createKernel(): Kernel {
  const kernel = instantiate()
  const table = new Float32Array(kernel.memory.buffer, kernel.tableAddress(), 256)
  for (let byte = 0; byte < 256; byte += 1) table[byte] = linearOf(byte / 255)
  return kernel
}

/** IEC 61966-2-1, from 0–1 to 0–1. */
function linearOf(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
