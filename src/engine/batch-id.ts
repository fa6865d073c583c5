import { randomBytes } from 'node:crypto'

/** Sorts by time and can be typed: `20261123-071205-3fa9`. */
export function newBatchId(): string {
  const [date = '', time = ''] = new Date().toISOString().split('T')
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${randomBytes(2).toString('hex')}`
}
