export { sampleOf } from './sample-of.ts'
export { Trials } from './trials.ts'
