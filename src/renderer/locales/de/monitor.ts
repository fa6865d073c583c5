import type * as en from '../en/monitor.ts'

export const monitor: typeof en.monitor = {
  title: 'Monitor',
  last: 'Letzte {{time}}',
  waiting: 'Wartet auf die erste Messung.',
  minutesAgo: '−{{n}} min',
  secondsAgo: '−{{n}} s',
  summary: '{{title}} in den letzten {{time}}. Jetzt: {{now}}. Höchstwert: {{highest}}.',
  cpu: 'Prozessor',
  memory: 'Speicher',
  throughput: 'Durchsatz',
  workers: 'Prozesse',
  machine: 'Computer',
  whittle: 'Whittle',
  threshold: 'Schwelle',
  imagesPerSecond: 'Bilder/s',
  megapixelsPerSecond: 'MP/s',
  busy: 'Beschäftigt',
  limit: 'Grenze',
  queued: 'Wartend',
}
