import { createSocket } from 'node:dgram'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { photographs } from './support/fixtures.ts'
import { remoteAddresses } from './support/sockets.ts'
import { test } from './support/whittle.ts'

test.skip(process.platform !== 'linux', 'Reads the sockets from /proc')

test('the look-out sees a socket that leaves this machine', async () => {
  const socket = createSocket('udp4')
  // 192.0.2.0/24 is reserved for documentation; connecting a UDP socket sends nothing.
  await new Promise<void>((resolve) => socket.connect(9, '192.0.2.1', resolve))
  expect(remoteAddresses(process.pid)).toContain('udp 010200C0')
  socket.close()
})

test('nothing connects to a network, from the start to the end of a batch', async ({ whittle, folder }) => {
  const { app, page } = whittle
  const pid = app.process().pid ?? 0
  const seen = new Set<string>()
  const lookOut = setInterval(() => {
    for (const address of remoteAddresses(pid)) seen.add(address)
  }, 100)
  try {
    await dropPaths(page, [await photographs(join(folder, 'offline'))])
    await page.getByRole('button', { name: 'Optimize 6 images' }).click()
    await expect(page.getByText(/6 images, .* for a visitor/)).toBeVisible({ timeout: 90_000 })
    expect([...seen]).toEqual([])
  } finally {
    clearInterval(lookOut)
  }
})
