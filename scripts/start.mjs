import { prepare } from './launch.mjs'
import { main } from './lib/messages.mjs'
import { projectRoot } from './lib/paths.mjs'
import { requireDisplay } from './lib/require-display.mjs'
import { run } from './lib/run.mjs'

await main(async () => {
  requireDisplay()
  const { executablePath, args, env } = await prepare()
  return run(executablePath, [...args, projectRoot, ...process.argv.slice(2)], { env })
})
