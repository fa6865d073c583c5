import sharp from 'sharp'

/**
 * Sets what sharp keeps per process. No cache: it holds files open (EBUSY on Windows) and no image is read
 * twice here. One thread per image: the pool runs as many images at once as there are cores.
 */
export function configureSharp(): void {
  sharp.cache(false)
  sharp.concurrency(1)
}

/**
 * Lets the encoders of an image that has cores to itself use several threads; back to one for the next. The setting is
 * one for the process: images that run beside it meanwhile are at most a little slower.
 */
export async function withThreads<T>(threads: number, work: () => Promise<T>): Promise<T> {
  if (threads === 1) return work()
  sharp.concurrency(threads)
  try {
    return await work()
  } finally {
    sharp.concurrency(1)
  }
}
