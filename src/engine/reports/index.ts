export type { ReportData } from './report-data.ts'
export { WeeklyReports } from './weekly-reports.ts'
export { type WrittenReports, writeReports } from './write-reports.ts'
