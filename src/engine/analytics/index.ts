export type { ChangeLog } from './change-log.ts'
export { Insights } from './insights.ts'
