import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisValues, planPoints } from '../../src/study/reading/plan.js'
import { readStudy } from '../../src/study/reading/read.js'
import { ring, withLine } from './examples.js'

const plan = (sweep?: string) => planPoints(readStudy(sweep === undefined ? ring : withLine(`sweep: ${sweep}`), { file: 'a.yaml' }))

describe('the points of a study', () => {
  test('without a sweep there is one', () => {
    expect(plan()).toEqual([{ set: {}, config: readStudy(ring, { file: 'a.yaml' }).config }])
  })

  test('are the product of the axes, the first one slowest', () => {
    const points = plan('[{ set: gas.beta, values: [1, 2] }, { set: "interaction.contact.strengths[1]", from: 0, to: 1, points: 3 }]')
    expect(points.map(({ set }) => Object.values(set))).toEqual([[1, 0], [1, 0.5], [1, 1], [2, 0], [2, 0.5], [2, 1]])
    expect(Object.keys(points[0]!.set)).toEqual(['gas.beta', 'interaction.contact.strengths.1'])
  })

  test('each has the configuration of a study of its own', () => {
    const [first, second] = plan('[{ set: gas.beta, values: [1/2, 4] }]')
    expect(first!.config).toEqual(readStudy(ring, { file: 'a.yaml', set: ['gas.beta=1/2'] }).config)
    expect(second!.config).toEqual(readStudy(ring, { file: 'a.yaml', set: ['gas.beta=4'] }).config)
  })

  test('may change several parts, and entries of lists with defaults', () => {
    const [point] = plan('[{ set: system.ring.flux, values: [0.1] }, { set: interaction.contact.positions.2, values: [0.5] }, { set: system.ring.onsite.0, values: [1] }]')
    expect(point!.config).toMatchObject({ system: { ring: { flux: 0.1, onsite: [1, 0, 0] } }, interaction: { contact: { positions: [0, 0, 0.5] } } })
  })

  test('a single point of a range', () => {
    expect(plan('[{ set: gas.beta, from: 3, to: 3, points: 1 }]').map(({ set }) => set)).toEqual([{ 'gas.beta': 3 }])
  })
})

describe('an axis', () => {
  const end = fc.double({ min: 1e-6, max: 1e6, noNaN: true })
  const range = fc.record({ from: end, to: end, points: fc.integer({ min: 2, max: 60 }), scale: fc.constantFrom('linear' as const, 'log' as const) })

  test('hits its ends exactly and goes steadily from one to the other', () => {
    fc.assert(fc.property(range, (axis) => {
      const values = axisValues({ set: 'gas.beta', ...axis })
      expect(values).toHaveLength(axis.points)
      expect(values[0]).toBe(axis.from)
      expect(values.at(-1)).toBe(axis.to)
      const slack = 1e-14 * Math.max(axis.from, axis.to)
      values.slice(1).forEach((value, index) => {
        expect(Math.sign(axis.to - axis.from) * (value - values[index]!)).toBeGreaterThanOrEqual(-slack)
      })
    }))
  })

  test('has equal steps, or equal ratios', () => {
    expect(axisValues({ set: 'x', from: 0, to: 1, points: 11, scale: 'linear' })).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    const values = axisValues({ set: 'x', from: 0.2, to: 40, points: 200, scale: 'log' })
    values.slice(1).forEach((value, index) => expect(value / values[index]!).toBeCloseTo(200 ** (1 / 199), 12))
  })
})
