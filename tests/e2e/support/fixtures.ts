import { execFileSync } from 'node:child_process'
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const samples = join(import.meta.dirname, '../../../samples')

/** Copies the sample photographs into a new folder; `copies` above 1 gives numbered duplicates of each. */
export async function photographs(folder: string, copies = 1, only = /./): Promise<string> {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(samples)) {
    if (!name.endsWith('.jpg') || !only.test(name)) continue
    for (let copy = 1; copy <= copies; copy += 1) {
      const target = copies === 1 ? name : name.replace('.jpg', ` ${copy}.jpg`)
      await copyFile(join(samples, name), join(folder, target))
    }
  }
  return folder
}

/** One good photograph among files that are none, each wrong in its own way. */
export async function troubledFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const photo = await readFile(join(samples, 'FreshFlower.jpg'))
  await writeFile(join(folder, 'good – ütf ✓.jpg'), photo)
  await writeFile(join(folder, 'truncated.jpg'), photo.subarray(0, photo.length / 2))
  await writeFile(join(folder, 'empty.png'), '')
  await writeFile(join(folder, 'page.jpg'), '<!doctype html><title>Not an image</title>')
  await writeFile(join(folder, 'notes.txt'), 'Nothing to see here.')
  execFileSync('mkfifo', [join(folder, 'pipe.jpg')])
  return folder
}
