import { prepare, runOnDisplay } from './launch.mjs'
import { main } from './lib/messages.mjs'
import { inNodeModules } from './lib/paths.mjs'

await main(async () => {
  const { env } = await prepare()
  const playwright = inNodeModules('@playwright', 'test', 'cli.js')
  return runOnDisplay(process.execPath, [playwright, 'test', ...process.argv.slice(2)], env)
})
