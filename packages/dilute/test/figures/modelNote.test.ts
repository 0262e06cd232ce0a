import { expect, test } from 'vitest'
import { drawDetailedBalance } from '../../src/figures/index.js'
import type { FigureStudy } from '../../src/figures/figureOptions.js'
import { modelNote } from '../../src/figures/modelNote.js'
import { nodeDocument } from '../../src/node/document.js'
import { plainText } from '../../src/tell/text.js'
import { severalGases, sweepOver } from './samples.js'
import { readDrawing } from './textBoxes.js'

const plain = (text: string): string => text.replaceAll(/\s/g, ' ')
const noteOf = (study: FigureStudy, swept: readonly string[] = [], units?: Parameters<typeof modelNote>[2]): string =>
  plain(plainText(modelNote(study, swept, units)))

test.each([
  [1, '1/nm'],
  [2, '1/nm²'],
  [3, '1/nm³'],
] as const)('a density is told per volume of %i dimensions', (dimension, unit) => {
  const gas = { dimension, mass: 1, density: 0.5, beta: 2 }
  expect(noteOf({ gas }, [], { energy: 'meV', length: 'nm' })).toContain(`, ν = 0.5 ${unit}, `)
})

const gas = { dimension: 1, mass: 1, density: 0.1, beta: 2 }
const baths = [
  { name: 'hot', gas: { ...gas, beta: 0.5 }, interaction: { contact: { strengths: [1, 0.7], positions: [0, 0] } } },
  { name: 'cold', gas, interaction: { contact: { strengths: [0.5, 0.9], positions: [0, 0] } } },
]

test.each(['cold', '1'])('what is swept of several gases is left out, the gas named as %s', (name) => {
  expect(noteOf({ baths }, [`baths.${name}.gas.beta`])).toContain('cold: d = 1, m = 1, ν = 0.1, V = (0.5, 0.9)')
  const strength = noteOf({ baths }, [`baths.${name}.interaction.contact.strengths.1`])
  expect(strength).toContain('V = (1, 0.7); cold: ')
  expect(strength).toMatch(/cold: .*β = 2, V = \(0\.5, V1\)$/)
})

test('numbers are rounded, and a mass has the unit of the study', () => {
  const study = {
    gas: { dimension: 3, mass: 7 * 0.0123, density: 9.999999999999998, beta: 0.01 },
    interaction: { contact: { scatteringLengths: [0.00529177210544, 0.004] } },
  }
  const units = { energy: 'nK', length: 'µm' }
  const told = 'ν = 10 1/µm³, β = 0.01 1/nK, a = (0.00529177, 0.004) µm'
  expect(noteOf({ ...study, scales: { mass: 0.0123 } }, [], { ...units, mass: 'u' })).toBe(`d = 3, m = 7 u, ${told}`)
  expect(noteOf(study, [], { ...units, mass: 'u' })).toBe(`d = 3, ${told}`)
  expect(noteOf(study, [], units)).toBe(`d = 3, m = 0.0861 ħ²/(nK µm²), ${told}`)
})

test('places are told where they are not all one, or one of them is swept', () => {
  const at = (positions: readonly (number | readonly number[])[]): FigureStudy => ({
    interaction: { contact: { strengths: [1, 2], positions } },
  })
  expect(noteOf(at([-0.5, 0.5]))).toBe('V = (1, 2), q = (−0.5, 0.5)')
  expect(
    noteOf(
      at([
        [0, 0, 0],
        [0.4, 0, 0],
      ]),
    ),
  ).toBe('V = (1, 2), q = ((0, 0, 0), (0.4, 0, 0))')
  expect(noteOf(at([0, 0]))).toBe('V = (1, 2)')
  expect(noteOf(at([0, 0]), ['interaction.contact.positions.1'])).toBe('V = (1, 2), q = (0, q1)')
  expect(
    noteOf(
      at([
        [0, 0],
        [0, 0],
      ]),
      ['interaction.contact.positions.1.0'],
    ),
  ).toBe('V = (1, 2), q = ((0, 0), q1)')
})

test('a sweep over several gases names all that they are, and whose strength is on the axis', async () => {
  const values = [0.5, 0.6, 0.9]
  const sweep = sweepOver({ 'baths.cold.interaction.contact.strengths.1': values }, () =>
    severalGases(['hot', 'cold'], 0.5),
  )
  const drawing = readDrawing(await drawDetailedBalance(sweep, await nodeDocument(), { study: { baths } }))
  const texts = plain(drawing.texts.map(({ text }) => text).join(' '))
  expect(texts).toContain('V1, cold (strength of the contact at that site)')
  expect(texts).toContain('ν = 0.1')
})
