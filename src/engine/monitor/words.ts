/** "1 image", "4 images". */
export function images(count: number): string {
  return count === 1 ? '1 image' : `${count} images`
}

/** Whole megabytes, e.g. "390 MB". */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
