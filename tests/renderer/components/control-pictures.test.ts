import { describe, expect, it } from 'vitest'
import { controlPictures } from '../../../src/renderer/components/control-pictures.ts'

describe('controlPictures', () => {
  it('keeps every name on one line', () => {
    expect(controlPictures('a\nb\r\tc\u0000.jpg')).toBe('a␊b␍␉c␀.jpg')
    expect(controlPictures('a\u007fb\u2028c\u0085d')).toBe('a␡b␤c\ufffdd')
  })

  it('leaves ordinary names alone', () => {
    expect(controlPictures('good – ütf ✓ 😀.jpg')).toBe('good – ütf ✓ 😀.jpg')
  })
})
