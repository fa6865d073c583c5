export type { ChangeLog } from './change-log.ts'
export { Impacts } from './impact/impacts.ts'
export { Insights } from './insights.ts'
