export { type History, type HistoryOptions, openHistory } from './open-history.ts'
