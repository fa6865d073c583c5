import { buildIfStale } from './build.mjs'
import { main } from './lib/messages.mjs'

// npm runs this after `npm ci`, and once more before the first `npx whittle`, when there is nothing left to
// do.
await main(async () => {
  await buildIfStale()
  return 0
})
