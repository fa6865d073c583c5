import * as z from 'zod'
import { reportFormatSchema, reportTextSchema } from './model/report-request.ts'

const themeSchema = z.enum(['system', 'light', 'dark'])
export const languageSchema = z.enum(['system', 'en', 'de'])
const unfinishedSchema = z.enum(['offer', 'resume'])

/** What an original may be at most, checked before and while it is decoded. */
export const inputLimitsSchema = z.object({
  inputBytes: z.int().min(1),
  /** Width × height of one frame or page. */
  inputPixels: z.int().min(1),
  /** Width × height × frames of an animation that is to stay one. */
  animationPixels: z.int().min(1),
  /** Frames of an animation, pages of a document. */
  frames: z.int().min(1),
  svgBytes: z.int().min(1),
})
export type InputLimits = z.output<typeof inputLimitsSchema>
const { inputBytes, inputPixels, animationPixels, frames, svgBytes } = inputLimitsSchema.shape
const cacheBytes = z
  .int()
  .min(0)
  .max(2 ** 50)
const backupDays = z.int().min(0).max(3_650)
const cacheDays = z.int().min(1).max(3_650)

/**
 * How much of the machine a batch may have. `full`: all of it, shared fairly with other programs. `balanced`: the same
 * at a lower priority, so that whatever else runs goes first. `quiet`: less than 70 % of the CPU, at a low priority.
 */
export const modeSchema = z.enum(['full', 'balanced', 'quiet'])
export type Mode = z.output<typeof modeSchema>

const hour = z.int().min(0).max(23)
const price = z.number().min(0).max(1e9)
const currency = z.string().regex(/^[A-Z]{3}$/, 'Expected three letters as in EUR')

/** `settings.json`. Every field has a default, so an empty file is a valid one. */
export const settingsSchema = z.object({
  version: z.literal(1).default(1),
  /** Most images worked on at once; 0 means one per core. */
  concurrency: z.int().min(0).max(256).default(0),
  /** `fixed`: always `concurrency` images at once, as far as memory allows. */
  scaling: z.enum(['auto', 'fixed']).default('auto'),
  mode: modeSchema.default('balanced'),
  /** Quiet while the machine runs on its battery, as far as the platform tells. */
  quietOnBattery: z.boolean().default(true),
  /** Most memory of Whittle's engine and workers together, in bytes; 0 means half of what the machine has. */
  memoryBudgetBytes: z.int().min(0).default(0),
  /** Hours of every day in which the mode is Quiet, whatever else is chosen. */
  quietHours: z
    .object({
      enabled: z.boolean().default(false),
      /** Hours of the local clock; a range over midnight is one, and the same hour twice is the whole day. */
      from: hour.default(9),
      to: hour.default(17),
    })
    .prefault({}),
  thresholds: z
    .object({
      /** Percent of the machine. Above it fewer images run, as far as the load is not our own. */
      cpuPercent: z.number().min(1).max(100).default(80),
      /** Percent of the machine. Above it no new image is started. */
      memoryPercent: z.number().min(1).max(100).default(85),
      /** Milliseconds that a person may have to wait for a preview, an answer or a report. */
      slowMs: z.number().min(1).default(200),
      /** An encode is slow at so many times the median of its format and size class. */
      slowEncodeFactor: z.number().min(1.1).default(3),
      /** Percent of operations that may fail for another reason than their input. */
      errorPercent: z.number().min(0.01).max(100).default(1),
    })
    .prefault({}),
  /** How long the history keeps what, in days, and how large it may grow. Runs and daily values stay. */
  history: z
    .object({
      operationDays: z.int().min(1).max(3_650).default(30),
      /** Each second of the machine. */
      sampleDays: z.int().min(1).max(365).default(3),
      tenSecondDays: z.int().min(1).max(365).default(7),
      minuteDays: z.int().min(1).max(3_650).default(60),
      hourDays: z.int().min(31).max(36_500).default(1_100),
      maxMegabytes: z.int().min(50).default(1_000),
    })
    .prefault({}),
  /** Files and folders that are passed over in folders, in the syntax of `.gitignore`. */
  ignore: z.array(z.string().max(1_000)).max(1_000).default([]),
  limits: z
    .object({
      inputBytes: inputBytes.default(512 * 1024 * 1024),
      /** sharp's own: 268 megapixels. */
      inputPixels: inputPixels.default(268_402_689),
      animationPixels: animationPixels.default(268_402_689),
      /** Ten minutes at 16 frames a second. */
      frames: frames.default(10_000),
      /** An SVG of 60 MB took librsvg over a minute and 6 GB of memory; real drawings stay far below this. */
      svgBytes: svgBytes.default(10 * 1024 * 1024),
      /** Seconds that one image may take per megapixel of all its outputs, on top of `itemSeconds`. */
      secondsPerMegapixel: z.number().min(0.1).default(20),
      itemSeconds: z.number().min(0.1).default(60),
    })
    .prefault({}),
  /** What bytes and time cost, for estimates. A price of 0 was not entered. */
  prices: z
    .object({
      /** ISO 4217. */
      currency: currency.default('EUR'),
      /** Per 10⁹ bytes. */
      storageGbMonth: price.default(0),
      transferGb: price.default(0),
      cpuHour: price.default(0),
      kilowattHour: price.default(0),
    })
    .prefault({}),
  /** What is assumed of the images and the machine, for the same estimates. */
  assumptions: z
    .object({
      /** How often each image is loaded a month. */
      viewsPerMonth: z.int().min(0).max(1e12).default(0),
      /** Power of a busy core, in watts. A desktop processor of eight cores has a thermal design power of 65 W. */
      wattsPerCore: z.number().min(0.1).max(1_000).default(8),
    })
    .prefault({}),
  /** What every report begins with unless it is said otherwise, and the one that is written by itself. */
  reports: reportTextSchema
    .extend({
      /** Write a report of every week that is over. */
      weekly: z.boolean().default(false),
      /** Folder for it, absolute; empty: none was chosen. */
      dir: z.string().max(4_096).default(''),
      formats: z.array(reportFormatSchema).min(1).default(['html', 'pdf']),
    })
    .prefault({}),
  appearance: z
    .object({
      theme: themeSchema.default('system'),
      language: languageSchema.default('system'),
    })
    .prefault({}),
  startup: z
    .object({
      /** What to do with batches that were not finished when the app was closed. */
      unfinished: unfinishedSchema.default('offer'),
      /** Open the window when the person logs in; where the system has such a thing. */
      openAtLogin: z.boolean().default(false),
    })
    .prefault({}),
  /** Results that are kept to be used again. */
  cache: z
    .object({
      enabled: z.boolean().default(true),
      /** Most bytes on disk; the results that were not used for longest go first. */
      maxBytes: cacheBytes.default(5 * 1024 ** 3),
      /** Days after its last use at which a result goes. */
      ttlDays: cacheDays.default(90),
    })
    .prefault({}),
  /** Originals that were replaced in place. */
  backups: z
    .object({
      /** Days after which they are removed and the way back is gone; 0 keeps them for ever. */
      keepDays: backupDays.default(30),
    })
    .prefault({}),
})
export type Settings = z.output<typeof settingsSchema>
export type ReportSettings = Settings['reports']

/** A change to the settings; what is absent stays as it is. */
export const settingsPatchSchema = z.object({
  concurrency: settingsSchema.shape.concurrency.unwrap().optional(),
  ignore: settingsSchema.shape.ignore.unwrap().optional(),
  scaling: settingsSchema.shape.scaling.unwrap().optional(),
  mode: modeSchema.optional(),
  quietOnBattery: z.boolean().optional(),
  memoryBudgetBytes: settingsSchema.shape.memoryBudgetBytes.unwrap().optional(),
  thresholds: z
    .object({
      cpuPercent: z.number().min(1).max(100),
      memoryPercent: z.number().min(1).max(100),
      slowMs: z.number().min(1),
      slowEncodeFactor: z.number().min(1.1),
      errorPercent: z.number().min(0.01).max(100),
    })
    .partial()
    .optional(),
  history: z
    .object({
      operationDays: z.int().min(1).max(3_650),
      sampleDays: z.int().min(1).max(365),
      tenSecondDays: z.int().min(1).max(365),
      minuteDays: z.int().min(1).max(3_650),
      hourDays: z.int().min(31).max(36_500),
      maxMegabytes: z.int().min(50),
    })
    .partial()
    .optional(),
  quietHours: z.object({ enabled: z.boolean(), from: hour, to: hour }).partial().optional(),
  prices: z
    .object({ currency, storageGbMonth: price, transferGb: price, cpuHour: price, kilowattHour: price })
    .partial()
    .optional(),
  assumptions: z
    .object({
      viewsPerMonth: z.int().min(0).max(1e12),
      wattsPerCore: z.number().min(0.1).max(1_000),
    })
    .partial()
    .optional(),
  reports: z
    .object({
      title: reportTextSchema.shape.title.unwrap(),
      notes: reportTextSchema.shape.notes.unwrap(),
      logo: reportTextSchema.shape.logo.unwrap(),
      weekly: z.boolean(),
      dir: z.string().max(4_096),
      formats: z.array(reportFormatSchema).min(1),
    })
    .partial()
    .optional(),
  appearance: z.object({ theme: themeSchema, language: languageSchema }).partial().optional(),
  startup: z.object({ unfinished: unfinishedSchema, openAtLogin: z.boolean() }).partial().optional(),
  backups: z.object({ keepDays: backupDays }).optional(),
  cache: z.object({ enabled: z.boolean(), maxBytes: cacheBytes, ttlDays: cacheDays }).partial().optional(),
})
export type SettingsPatch = z.output<typeof settingsPatchSchema>
