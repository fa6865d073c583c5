import { describe, expect, it } from 'vitest'
import { defaultNaming, fillTemplate, namingProblem } from '../../../src/shared/recipe/index.ts'

const values = {
  dir: '2024/05',
  name: 'photo',
  width: '640',
  height: '480',
  ext: 'jpg',
  format: 'jpeg',
}

describe('namingProblem', () => {
  it.each([
    [defaultNaming, 24],
    ['{name}.{ext}', 1],
    ['{dir}/{format}/{name}@{height}.{ext}', 2],
    ['{format}/{name}.{ext}', 1],
    ['{name}/{width}x{height}.{ext}', 3],
    ['web/{name}{name}-{width}.min.{ext}', 2],
    ['.hidden/{name}.{ext}', 1],
    ['…/Größe {width}/{name}.{ext}', 2],
  ])('finds nothing wrong with %s for %i sizes', (template, sizes) => {
    expect(namingProblem(template, sizes)).toBeUndefined()
  })

  it.each([
    ['{name}-{size}.{ext}', /^\{size\} is not known; known are \{dir\}, \{name\}, \{width\}, /],
    ['{}{name}.{ext}', /^\{\} is not known/],
    ['{Name}.{ext}', /^\{Name\} is not known/],
    ['{name.{ext}', /brace is not closed/],
    ['name}.{ext}', /brace is not closed or not opened/],
    ['{{name}}.{ext}', /brace is not closed/],
    ['a:{name}.{ext}', /character that file names cannot have/],
    ['a\\{name}.{ext}', /character that file names cannot have/],
    ['{name}?.{ext}', /character that file names cannot have/],
    ['{name}\n.{ext}', /character that file names cannot have/],
    ['/{name}.{ext}', /relative to the output folder/],
    ['/{dir}/{name}.{ext}', /relative to the output folder/],
    ['~/{name}.{ext}', /relative to the output folder/],
    ['../{name}.{ext}', /only dots/],
    ['{dir}/../{name}.{ext}', /only dots/],
    ['./{name}.{ext}', /only dots/],
    ['a/.../{name}.{ext}', /only dots/],
    ['a//{name}.{ext}', /part of the path is empty/],
    ['{name}.{ext}/', /part of the path is empty/],
    [`${'x'.repeat(181)}/{name}.{ext}`, /longer than file names can be/],
    [`{name}${'漢'.repeat(60)}.{ext}`, /longer than file names can be/],
    ['', /must end with \.\{ext\}/],
    ['{name}', /must end with \.\{ext\}/],
    ['{name}{ext}', /must end with \.\{ext\}/],
    ['{name}.{ext}.bak', /must end with \.\{ext\}/],
    ['photo.{ext}', /needs \{name\}/],
    ['{name}/{dir}.{ext}', /\{dir\} can only stand at the beginning/],
    ['{dir}{name}.{ext}', /\{dir\} can only stand at the beginning/],
    ['a/{dir}/{name}.{ext}', /\{dir\} can only stand at the beginning/],
    ['{dir}/{dir}/{name}.{ext}', /\{dir\} can only stand at the beginning/],
  ])('says what is wrong with %j', (template, problem) => {
    expect(namingProblem(template, 1)).toMatch(problem)
  })

  it('wants sizes told apart where there are several', () => {
    expect(namingProblem('{name}.{ext}', 2)).toBe('With more than one size it needs {width} or {height}')
    expect(namingProblem('{name}-{width}.{ext}', 2)).toBeUndefined()
    expect(namingProblem('{height}/{name}.{ext}', 2)).toBeUndefined()
  })
})

describe('fillTemplate', () => {
  it.each([
    [defaultNaming, '2024/05/photo-640w.jpg'],
    ['{format}/{name}-{width}x{height}.{ext}', 'jpeg/photo-640x480.jpg'],
    ['{name}{name}.{ext}', 'photophoto.jpg'],
    ['plain', 'plain'],
  ])('fills %s as %s', (template, filled) => {
    expect(fillTemplate(template, values)).toBe(filled)
  })

  it('leaves out the folder of an image that is in none', () => {
    expect(fillTemplate(defaultNaming, { ...values, dir: '' })).toBe('photo-640w.jpg')
  })

  it('takes a value as it is, whatever is in it', () => {
    expect(fillTemplate('{name}.{ext}', { ...values, name: '$&{ext}{width}' })).toBe('$&{ext}{width}.jpg')
  })
})
