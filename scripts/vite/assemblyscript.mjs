import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import asc from 'assemblyscript/asc'

const QUERY = '?assemblyscript'

// SIMD is what this is for. No runtime and no assertions: the sources manage their own memory and are tested.
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort=']

/**
 * Compiles `import { instantiate } from './kernel/index.ts?assemblyscript'` to WebAssembly and puts the bytes into the
 * importing bundle, so that there is no file to find at run time. They are compiled to machine code once per thread,
 * at the first `instantiate()`, which gives the exports of a fresh instance.
 *
 * @returns {import('vite').Plugin}
 */
export function assemblyScript() {
  return {
    name: 'whittle-assemblyscript',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!source.endsWith(QUERY) || importer === undefined) return null
      return path.resolve(path.dirname(importer), source)
    },
    async load(id) {
      if (!id.endsWith(QUERY)) return null
      const entry = id.slice(0, -QUERY.length)
      const folder = path.dirname(entry)
      for (const name of await readdir(folder)) this.addWatchFile(path.join(folder, name))
      return toModule(await compile(entry))
    },
  }
}

/**
 * @param {string} entry
 * @returns {Promise<Uint8Array>}
 */
async function compile(entry) {
  /** @type {Uint8Array | undefined} */
  let binary
  const folder = path.dirname(entry)
  const args = [path.basename(entry), '--baseDir', folder, '--outFile', 'kernel.wasm', ...OPTIONS]
  const { error, stderr } = await asc.main(args, {
    readFile: (name, base) => readFile(path.resolve(base, name), 'utf8').catch(() => null),
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents
    },
  })
  if (error) throw new Error(`${entry} does not compile:\n${stderr}`)
  if (binary === undefined) throw new Error(`${entry} compiled to nothing`)
  return binary
}

/** @param {Uint8Array} binary */
function toModule(binary) {
  return `const binary = '${Buffer.from(binary).toString('base64')}'
let compiled
export function instantiate() {
  compiled ??= new WebAssembly.Module(Buffer.from(binary, 'base64'))
  return new WebAssembly.Instance(compiled).exports
}
`
}
