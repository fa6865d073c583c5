import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'
import { settingsSchema } from '../../shared/settings.ts'

const rememberedSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }).optional(),
  maximized: z.boolean().default(false),
  /** As in the settings. Kept here too, because the window is drawn before the engine has read them. */
  appearance: settingsSchema.shape.appearance,
  startup: settingsSchema.shape.startup,
  /** Folders that were opened, the latest first. */
  recentFolders: z.array(z.string()).max(10).default([]),
})
export type Remembered = z.output<typeof rememberedSchema>

/** What the window remembers between two starts, in one small file of its own. A damaged file means the defaults. */
export class WindowMemory {
  readonly #file: string
  #data: Remembered

  constructor(file: string) {
    this.#file = file
    this.#data = rememberedSchema.parse({})
    try {
      this.#data = rememberedSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      // The first start, or a file that nobody needs to mend.
    }
  }

  get data(): Remembered {
    return this.#data
  }

  /** Written at once: it is a few hundred bytes, and the app may end at any moment. */
  change(patch: Partial<Remembered>): void {
    this.#data = { ...this.#data, ...patch }
    try {
      mkdirSync(dirname(this.#file), { recursive: true })
      writeFileSync(`${this.#file}.tmp`, JSON.stringify(this.#data))
      renameSync(`${this.#file}.tmp`, this.#file)
    } catch {
      // Where a window stood is not worth an error.
    }
  }
}
