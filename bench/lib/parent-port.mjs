import process from 'node:process'

// Loaded before the built engine, so that it can be run without Electron: the channel of `child_process.fork` plays the
// part of Electron's `process.parentPort`.
Object.assign(process, {
  parentPort: {
    postMessage: (/** @type {import('node:child_process').Serializable} */ message) =>
      process.send?.(message),
    on: (/** @type {string} */ event, /** @type {(event: { data: unknown }) => void} */ listener) =>
      process.on(event, (data) => listener({ data })),
  },
})
