import { electronCommand } from './launch.mjs'
import { main } from './lib/messages.mjs'
import { inNodeModules, projectRoot } from './lib/paths.mjs'
import { requireDisplay } from './lib/require-display.mjs'
import { run } from './lib/run.mjs'
import { setup } from './setup.mjs'

await main(async () => {
  requireDisplay()
  const { executablePath } = await setup({ window: true })
  const { args, env } = electronCommand(executablePath)
  const electronVite = inNodeModules('electron-vite', 'bin', 'electron-vite.js')
  // What follows `--` goes to Electron as it is.
  const command = [
    electronVite,
    'dev',
    '--watch',
    ...process.argv.slice(2),
    ...(args.length > 0 ? ['--', ...args] : []),
  ]
  return run(process.execPath, command, {
    cwd: projectRoot,
    env: { ...env, ELECTRON_EXEC_PATH: executablePath },
  })
})
