import { describe, expect, test } from 'vitest'
import { lineRoom } from '../../src/numerics/index.js'
import { variedAxis } from '../../src/pieces/innerAxes.js'
import { jobOf, type Columns } from '../../src/pieces/piece.js'
import { ruledGroups } from '../../src/pieces/ratesOnly.js'
import { pieceWork } from '../../src/pieces/work.js'
import { planOf } from '../../src/study/index.js'
import { readStudy } from '../../src/study/read/read.js'
import type { Study } from '../../src/study/read/study.js'
import { ring } from '../study/examples.js'

const apart = ring.replace('[1, 0.7, 1.5]', '[1, 0.7, 1.5], positions: [0, 0.4, 1]')

const studyOf = (text: string, ...axes: string[]): Study =>
  readStudy(`${text}record: [violation]\ntolerance: 1e-8\nsweep: [${axes.join(', ')}]\n`, { file: 's.yaml' })
const alone = (i: number): string => `{ set: interaction.contact.strengths.${i}, from: 1, to: 2 }`
const dot = (i: number, from: number, points: number): string =>
  `{ set: interaction.contact.strengths.${i}, from: ${from}, to: 2, points: ${points} }`
const density = '{ set: gas.density, from: 1, to: 2, points: 2 }'
const flux = '{ set: system.ring.flux, from: 0.2, to: 0.4, points: 2 }'

const computed = (study: Study): Promise<Columns> => {
  const { points } = planOf(study)
  return pieceWork(jobOf(study, points))({ begin: 0, end: points })
}

describe('the axis along which one dot varies', () => {
  test.each([
    ['is the innermost that sets a dot', [dot(0, 1, 20), dot(1, 1, 8), density], 1],
    ['has many points', [dot(0, 1, 20), dot(1, 1, 7)], undefined],
    ['is none where none is set', [density], undefined],
    ['sets one alone', [`{ points: 9, together: [${alone(0)}, ${alone(1)}] }`], undefined],
  ])('%s', (_, axes, expected) => {
    expect(variedAxis(planOf(studyOf(ring, ...axes)))).toBe(expected)
  })
})

describe.each([
  ['at one point', ring],
  ['apart', apart],
])('dots %s', (_, text) => {
  test('have the same violations within both bars whichever of them varies along a line', async () => {
    const [one, other] = await Promise.all([
      computed(studyOf(text, flux, dot(0, -1, 9), dot(1, 0.3, 10))),
      computed(studyOf(text, flux, dot(1, 0.3, 10), dot(0, -1, 9))),
    ])
    const [value, bar] = ['violation', 'violationError'].map((name) => one.names.indexOf(name)) as [number, number]
    for (let row = 0; row < one.rows; row++) {
      const [f, i, j] = [Math.floor(row / 90), Math.floor(row / 10) % 9, row % 10]
      const mirrored = 90 * f + 9 * j + i
      const difference = Math.abs(one.columns[value]![row]! - other.columns[value]![mirrored]!)
      expect(difference).toBeLessThanOrEqual(one.columns[bar]![row]! + other.columns[bar]![mirrored]!)
    }
  })

  test('have the same violations to the last bit in a piece of their own', async () => {
    const study = studyOf(text, flux, dot(1, 0.3, 80))
    const whole = await computed(study)
    const part = await pieceWork(jobOf(study, 160))({ begin: 75, end: 90 })
    part.columns.forEach((column, j) => {
      expect([...column]).toEqual([...whole.columns[j]!.subarray(75, 90)])
    })
  })
})

/** With poles near the real axis. */
const attractive = ring.replace('[1, 0.7, 1.5]', '[-1, 0.7, -1.5]')

/** Every point of a study of which one dot varies, with the sums that are made from there on. */
function* pointsTogether(text: string, axis: string) {
  const plan = planOf(studyOf(text, flux, axis))
  for (const { indices, integralsFrom, integralsAt } of ruledGroups(plan)({ begin: 3, end: plan.points - 2 }))
    for (const index of indices) yield { along: integralsFrom!(index)!, alone: () => integralsAt(index) }
}

test('strong dots have one by one what they have together, as far as none is lost', () => {
  let [found, lost] = [0, 0]
  for (const { along, alone } of pointsTogether(attractive, dot(1, -2, 200))) {
    expect(along.end - along.begin).toBeGreaterThan(0)
    const copy = { value: along.value.slice(), error: along.error.slice(), floor: along.floor.slice() }
    if (along.lost[along.begin] === 0) found++
    else {
      lost++
      continue
    }
    const one = alone()!
    for (const part of ['value', 'error', 'floor'] as const)
      expect([...one[part].keys()].map((pair) => copy[part][pair * lineRoom + along.begin])).toEqual([...one[part]])
  }
  expect(found).toBeGreaterThan(150)
  expect(lost).toBeGreaterThan(10)
})

test('dots so weak that rules see nothing of a level are lost', () => {
  const weak = ring.replace('[1, 0.7, 1.5]', '[1e-4, 0.7, 2e-4]')
  const values = Array.from({ length: 150 }, (_, i) => (i - 75) / 5e4)
  const axis = `{ set: interaction.contact.strengths.1, values: [${values}] }`
  for (const { along, alone } of pointsTogether(weak, axis)) {
    expect(along.lost[along.begin]).not.toBe(0)
    expect(alone()).toBeNull()
  }
})

test('violations of many points are those of one after another, also where some are lost', async () => {
  const study = studyOf(attractive, flux, dot(1, -2, 200))
  const work = pieceWork(jobOf(study, 400))
  const whole = await work({ begin: 0, end: 400 })
  for (let index = 150; index < 250; index++) {
    const one = await work({ begin: index, end: index + 1 })
    expect(one.columns.map((column) => column[0])).toEqual(whole.columns.map((column) => column[index]))
  }
})

test('scattering lengths are those of their own gas, whatever gas comes before', async () => {
  const text = ring
    .replace('dimension: 1', 'dimension: 3')
    .replace(
      'strengths: [1, 0.7, 1.5]',
      'scatteringLengths: [0.6, 0.9, 1.4], positions: [[0, 0, 0], [0, 0, 0], [0, 0, 0]]',
    )
  const mass = '{ set: gas.mass, from: 1, to: 3, points: 2 }'
  const study = studyOf(text, mass, '{ set: interaction.contact.scatteringLengths.1, from: 0.5, to: 2, points: 80 }')
  const [whole, part] = [await computed(study), await pieceWork(jobOf(study, 160))({ begin: 80, end: 160 })]
  part.columns.forEach((column, j) => {
    expect([...column]).toEqual([...whole.columns[j]!.subarray(80)])
  })
})
