import * as z from 'zod'
import { outputFormatSchema } from '../formats.ts'
import { stepSchema } from './item.ts'

/** Percent, 0–100 of the whole machine. */
const percent = z.number()

const processKindSchema = z.enum(['engine', 'pool', 'main', 'window', 'gpu', 'other'])

/** One of Whittle's own processes. */
const ownProcessSchema = z.object({
  kind: processKindSchema,
  pid: z.int(),
  residentBytes: z.number(),
  /** Since the last report. */
  cpuPercent: percent,
})
export type OwnProcess = z.output<typeof ownProcessSchema>

/** A file system that Whittle reads from or writes to. */
const driveSchema = z.object({
  /** A folder on it that is in use. */
  path: z.string(),
  freeBytes: z.number(),
  totalBytes: z.number(),
})
export type Drive = z.output<typeof driveSchema>

const batterySchema = z.object({
  onBattery: z.boolean(),
  /** Charge, 0–100; `null` where it is not told. */
  percent: percent.nullable(),
})
export type Battery = z.output<typeof batterySchema>

/** One second of the machine and of Whittle on it. Percentages are 0–100 of the whole machine. */
export const sampleSchema = z.object({
  /** Epoch milliseconds. */
  at: z.number(),
  cpu: z.object({
    total: percent,
    /** Share that Whittle used: all of `processes`. */
    own: percent,
    cores: z.array(percent),
  }),
  memory: z.object({
    totalBytes: z.number(),
    /** In use and not reclaimable (total − available). */
    usedBytes: z.number(),
    usedPercent: percent,
    /** Resident bytes of all of `processes`. */
    ownBytes: z.number(),
  }),
  /** The engine, the pool host and, under the desktop app, those of Electron. */
  processes: z.array(ownProcessSchema),
  /** Load average over one minute; `null` on Windows, which has none. */
  load: z.number().nullable(),
  /** Of the processor in °C; `null` where there is no sensor that may be read. */
  temperature: z.number().nullable(),
  /** `null` on a machine without one. */
  battery: batterySchema.nullable(),
  /** Bytes per second of the drives in use, by all programs; `null` where the system does not tell it cheaply. */
  disk: z.object({ readBytesPerSecond: z.number(), writeBytesPerSecond: z.number() }).nullable(),
  drives: z.array(driveSchema),
  pool: z.object({ size: z.int(), busy: z.int(), queued: z.int() }),
  /** Of finished images, over the last ten seconds. */
  throughput: z.object({
    imagesPerSecond: z.number(),
    megapixelsPerSecond: z.number(),
    bytesInPerSecond: z.number(),
    bytesOutPerSecond: z.number(),
  }),
})
export type Sample = z.output<typeof sampleSchema>

/**
 * Why so many images run at once: nothing is in the way (`free`), other programs need the CPU (`cpu`), the machine is
 * short of memory (`memory`), the images that wait do not fit into the memory budget (`budget`), or the mode leaves the
 * machine mostly to others (`quiet`).
 */
const admissionReasonSchema = z.enum(['free', 'cpu', 'memory', 'budget', 'quiet'])

/** What the controller has to say, to be put into words by whoever shows it. */
export const controlCodes = [
  'free',
  'cpu',
  'memory-above',
  'memory-until',
  'budget',
  'quiet',
  'quiet-battery',
  'quiet-hours',
  'quiet-full',
  'quiet-full-battery',
  'quiet-full-hours',
  'try',
  'faster',
  'no-gain',
  'balance',
  'settings',
] as const

const controlWordsSchema = z.object({
  code: z.enum(controlCodes),
  /** What goes into the words: percentages, bytes (names that end so), and `count` of images. */
  values: z.record(z.string(), z.number()),
})
export type ControlWords = z.output<typeof controlWordsSchema>

/** How many images may run at once right now, and why. */
export const admissionSchema = z.object({
  at: z.number(),
  limit: z.int().min(0),
  max: z.int().min(1),
  reason: admissionReasonSchema,
  /** A sentence for log and terminal, e.g. "Memory is at 91 %, above 85 %: no new image is started." */
  message: z.string(),
  /** What the sentence says. */
  words: controlWordsSchema,
})
export type Admission = z.output<typeof admissionSchema>

/**
 * One decision of the controller, for drawing on the graphs. Beyond the reasons for a limit: it tries one image more
 * (`try`), keeps it because more gets done (`faster`) or takes it back (`no-gain`), starts the longest images first
 * (`balance`), or the settings changed (`settings`).
 */
export const decisionSchema = z.object({
  at: z.number(),
  /** Images at once before and after. */
  from: z.int().min(0),
  to: z.int().min(0),
  reason: z.enum([...admissionReasonSchema.options, 'try', 'faster', 'no-gain', 'balance', 'settings']),
  message: z.string(),
  words: controlWordsSchema,
})
export type Decision = z.output<typeof decisionSchema>

/** What the desktop shell knows of its own processes and of the power supply. */
export const shellReportSchema = z.object({
  processes: z.array(ownProcessSchema).max(64),
  onBattery: z.boolean().optional(),
})
export type ShellReport = z.output<typeof shellReportSchema>

/** A while in which a worker did one thing. */
export const workSpanSchema = z.object({
  /** Jobs that run side by side are in lanes of their own; the lowest free one is taken. */
  lane: z.int().min(0),
  /** Counts the jobs of this engine; the spans of one belong together. */
  job: z.int(),
  /** What the job is for, e.g. `optimize`, `preview`. */
  task: z.string(),
  /** Of the file. */
  name: z.string(),
  batchId: z.string().optional(),
  itemId: z.string().optional(),
  step: stepSchema,
  /** What is made, where it is known. */
  format: outputFormatSchema.optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  /** Epoch milliseconds. */
  from: z.number(),
  /** Absent while it lasts. */
  to: z.number().optional(),
})
export type WorkSpan = z.output<typeof workSpanSchema>
