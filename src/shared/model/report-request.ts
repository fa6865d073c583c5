import * as z from 'zod'

export const reportFormatSchema = z.enum(['html', 'pdf', 'csv', 'json'])
export type ReportFormat = z.output<typeof reportFormatSchema>

/** What a report is about. Times are epoch milliseconds, `from` included and `to` not. */
const reportSubjectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), runId: z.string().min(1) }),
  z.object({ kind: z.literal('comparison'), before: z.string().min(1), after: z.string().min(1) }),
  z.object({ kind: z.literal('period'), from: z.number().min(0), to: z.number().min(0) }),
])
export type ReportSubject = z.output<typeof reportSubjectSchema>

/** What its author adds. Empty: a title is made of the subject, and the rest is left out. */
export const reportTextSchema = z.object({
  title: z.string().max(200).default(''),
  /** Paragraphs are separated by line breaks. */
  notes: z.string().max(10_000).default(''),
  /** Absolute path of a picture: PNG, JPEG, WebP, GIF or SVG, at most 1 MB. It becomes part of the page. */
  logo: z.string().max(4_096).default(''),
})
export type ReportText = z.output<typeof reportTextSchema>

export const reportRequestSchema = reportTextSchema.extend({
  subject: reportSubjectSchema,
  formats: z.array(reportFormatSchema).min(1),
  /** Absolute; made if it is missing. */
  dir: z.string().min(1),
  /** Full paths in the report. Without it only names below what was dropped and below the output folder. */
  paths: z.boolean().default(false),
})
export type ReportRequest = z.output<typeof reportRequestSchema>
