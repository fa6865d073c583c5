import { type Size, sizeSchema, sizeText } from '../../../shared/recipe/index.ts'

/** Sizes as they are typed, separated by commas or spaces. */
export function sizesText(sizes: readonly Size[]): string {
  return sizes.map(sizeText).join(', ')
}

/** The sizes in a text, and the first part of it that is none. */
export function sizesIn(text: string): { readonly sizes: Size[]; readonly wrong: string | undefined } {
  const sizes: Size[] = []
  for (const part of text.split(/[\s,;]+/).filter(Boolean)) {
    const size = sizeIn(part)
    if (size === undefined) return { sizes, wrong: part }
    sizes.push(size)
  }
  return { sizes, wrong: undefined }
}

function sizeIn(part: string): Size | undefined {
  const { data } = sizeSchema.safeParse(shapeOf(part.toLowerCase()))
  return data
}

function shapeOf(part: string): unknown {
  if (part === 'original') return 'original'
  const box = /^(\d+)[x×](\d+)(:cover|:inside)?$/.exec(part)
  if (box !== null) {
    const fit = box[3]?.slice(1)
    return { width: Number(box[1]), height: Number(box[2]), ...(fit === undefined ? {} : { fit }) }
  }
  const other = /^(\d+(?:\.\d+)?)(w|%)?$/.exec(part)
  if (other === null) return undefined
  const number = Number(other[1])
  if (other[2] === '%') return { percent: number }
  return other[2] === 'w' ? { width: number } : { longestEdge: number }
}
