export { Backups } from './backups.ts'
export { inPlacePool } from './in-place-pool.ts'
export { statusOfReplaceable } from './replaceable.ts'
