import sharp from 'sharp'

/**
 * Sets what sharp keeps per process. No cache: it holds files open (EBUSY on Windows) and no image is read
 * twice here. One thread per image: the pool runs as many images at once as there are cores.
 */
export function configureSharp(): void {
  sharp.cache(false)
  sharp.concurrency(1)
}
