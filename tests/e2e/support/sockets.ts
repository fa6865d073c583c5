import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * Remote addresses (hexadecimal, as the kernel prints them) that a process and its descendants have sockets to,
 * other than this machine's own loopback and sockets without a peer. Linux only.
 */
export function remoteAddresses(rootPid: number): string[] {
  const inodes = new Set(descendants(rootPid).flatMap(socketInodes))
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((protocol) =>
    readLines(`/proc/net/${protocol}`)
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , , , , , , , inode = '']) => inodes.has(inode))
      .map(([, , remote = '']) => remote.split(':')[0] ?? '')
      .filter((address) => !isLocal(address))
      .map((address) => `${protocol} ${address}`),
  )
}

/** 0.0.0.0 and :: have no peer; 127.x.x.x is little-endian here, also when mapped into IPv6. */
function isLocal(address: string): boolean {
  return (
    /^0+$/.test(address) || /^(0{16}FFFF0000)?[0-9A-F]{6}7F$/.test(address) || /^0{24}01000000$/.test(address)
  )
}

function descendants(pid: number): number[] {
  const children = readLines(`/proc/${pid}/task/${pid}/children`)
    .join(' ')
    .split(' ')
    .filter(Boolean)
    .map(Number)
  return [pid, ...children.flatMap(descendants)]
}

function socketInodes(pid: number): string[] {
  return list(`/proc/${pid}/fd`).flatMap((fd) => {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(target(`/proc/${pid}/fd/${fd}`)) ?? []
    return inode === undefined ? [] : [inode]
  })
}

/* Processes come and go while they are looked at; one that is gone has no sockets. */

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function target(link: string): string {
  try {
    return readlinkSync(link)
  } catch {
    return ''
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}
