import sharp from 'sharp'

/**
 * AVIF's encoder divides its work by the number of threads, and its bytes depend on that: so the number is the same on
 * every machine and however busy it is. Two cost 3 % more CPU time than one where nothing is idle, and halve the time
 * where a core is. For the other encoders the number changes nothing.
 */
const threadsPerImage = 2

/**
 * Sets what sharp keeps per process. No cache: it holds files open (EBUSY on Windows) and no image is read
 * twice here.
 */
export function configureSharp(): void {
  sharp.cache(false)
  sharp.concurrency(threadsPerImage)
}
