export { openCache, type ResultCache } from './open-cache.ts'
export { Warming } from './warming.ts'
