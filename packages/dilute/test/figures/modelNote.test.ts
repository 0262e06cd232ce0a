import { expect, test } from 'vitest'
import { modelNote } from '../../src/figures/modelNote.js'
import { plainText } from '../../src/tell/text.js'

test.each([
  [1, '1/nm'],
  [2, '1/nm²'],
  [3, '1/nm³'],
] as const)('a density is told per volume of %i dimensions', (dimension, unit) => {
  const gas = { dimension, mass: 1, density: 0.5, beta: 2 }
  const note = plainText(modelNote({ gas }, [], { energy: 'meV', length: 'nm' }))
  expect(note.split(', ')[1]!.replaceAll(/\s/g, ' ')).toBe(`ν = 0.5 ${unit}`)
})
