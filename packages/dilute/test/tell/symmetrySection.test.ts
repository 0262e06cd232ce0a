import { expect, test } from 'vitest'
import type { AntiunitaryVerdict, PointResults } from '../../src/study/index.js'
import { symmetrySection } from '../../src/tell/point/symmetrySection.js'
import type { Part } from '../../src/tell/section.js'
import { threeLevels } from '../figures/samples.js'

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
