import Table from 'cli-table3'
import { visible } from './text.ts'

export type Column = { readonly head: string; readonly align?: 'left' | 'right' }

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}

/** A table for people: aligned columns, a line per row, no borders, no colours, so that it also reads well in a file. */
export function tableText(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    chars: noBorders,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    head: columns.some((column) => column.head !== '') ? columns.map((column) => column.head) : [],
    colAligns: columns.map((column) => column.align ?? 'left'),
  })
  for (const row of rows) table.push(row.map(visible))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}
