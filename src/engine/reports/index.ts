export { type ReportOptions, writeReports } from './write-reports.ts'
