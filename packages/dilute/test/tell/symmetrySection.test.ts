import { expect, test } from 'vitest'
import type { AntiunitaryVerdict, PointResults } from '../../src/study/index.js'
import { symmetrySection } from '../../src/tell/point/symmetrySection.js'
import type { Cell, Part } from '../../src/tell/section.js'
import { severalGases, threeLevels } from '../figures/samples.js'

const told = (antiunitary: AntiunitaryVerdict): readonly Part[] => {
  const symmetries = { ...threeLevels.detailedBalance.symmetries, antiunitary }
  const point: PointResults = { ...threeLevels, detailedBalance: { ...threeLevels.detailedBalance, symmetries } }
  return symmetrySection(point).parts
}
const answerOf = (parts: readonly Part[]): unknown =>
  parts.flatMap((part) => (part.kind === 'table' ? [part.rows.at(-1)![1]] : []))[0]
const words = (parts: readonly Part[]): string => JSON.stringify(parts)

test.each([
  [{ verdict: true, residual: 0, permutation: [1, 0], phases: [0, 3] }, 'yes', 'The antiunitary symmetry found'],
  [{ verdict: false, residual: 0.3, permutation: null, phases: null }, 'no', null],
  [{ verdict: null, residual: 0.3, permutation: null, phases: null }, 'undecided', 'was cut short'],
] as const)('an antiunitary symmetry is found, excluded or undecided: %j', (antiunitary, answer, more) => {
  const parts = told(antiunitary)
  expect(answerOf(parts)).toBe(answer)
  for (const text of ['The antiunitary symmetry found', 'was cut short'])
    expect(words(parts).includes(text)).toBe(text === more)
})

test.each([
  [threeLevels, 'Each of these is enough for detailed balance; none is necessary.'],
  [{ ...threeLevels, beta: null }, 'this gas has no temperature'],
  [severalGases(['hot', 'cold'], 0.5, false), 'these gases have no temperature'],
  [severalGases(['hot', 'cold'], 0.5), 'Each of these is enough for detailed balance of each thermal gas on its own'],
] as const)('what the conditions are enough for depends on the gases', (point, said) => {
  expect(words(symmetrySection(point).parts)).toContain(said)
})

test('phases are told from above −π up to π', () => {
  const phases = [0, -2 * Math.PI, -3 * Math.PI, 2.5 * Math.PI, -Math.PI / 2, Math.PI]
  const parts = told({ verdict: true, residual: 0, permutation: phases.map((_, i) => i), phases })
  const rows = parts.flatMap((part) => (part.kind === 'details' ? part.parts : []))
  const shown = rows.flatMap((part) => (part.kind === 'table' ? part.rows.map((row) => plainCell(row[2]!)) : []))
  expect(shown).toEqual(['0', '0', '3.142', '1.571', '-1.571', '3.142'])
})

const plainCell = (cell: Cell): string => (typeof cell === 'object' && 'written' in cell ? cell.written.value : '')
