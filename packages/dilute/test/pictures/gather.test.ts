import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gathered } from '../../src/pictures/gather.js'
import { namedQuantities, ownQuantities } from '../../src/pictures/quantities.js'
import { extremePoint } from '../../src/pictures/scan.js'
import { askedView, fixedPlaces, isSample, sliceThrough, viewOf } from '../../src/pictures/view.js'
import { placesOf } from '../../src/study/read/plan.js'
import { beta, flux, source, strength } from './sources.js'

const largest = { extreme: 'largest', positive: false } as const
const errors = { violationError: () => 1e-9 }
/** What is not told from zero is shown as zero. */
const told = (value: number, error: number): number => (Math.abs(value) <= error ? 0 : value)

describe('what a figure shows of the points of a sweep', () => {
  const values = fc.array(fc.double({ noDefaultInfinity: true }), { minLength: 24, maxLength: 24 })
  const strengths = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 })

  test('a map has the value of every point at its place, in the order of both axes', async () => {
    await fc.assert(
      fc.asyncProperty(values, strengths, async (all, some) => {
        const of = source(`[${flux(6)}, ${strength(some)}]`, { violation: (i) => all[i]!, ...errors })
        const { kind, axes, plots } = await gathered(of, viewOf(of.plan)!, await ownQuantities(of), largest)
        expect([kind, axes[1]!.values]).toEqual(['map', [...some].sort((a, b) => a - b)])
        all.forEach((value, index) => {
          const [x, y] = placesOf(of.plan, index)
          const row = axes[1]!.values.indexOf(some[y!]!)
          expect(plots[0]!.series[0]!.values[x! * 4 + row]).toBe(told(value, 1e-9))
        })
      }),
    )
  })

  test(
    'the marked value is the largest or the smallest of all that are finite, with its error and its ' + 'place',
    async () => {
      await fc.assert(
        fc.asyncProperty(values, fc.boolean(), async (all, isLargest) => {
          const of = source(`[${flux(6)}, ${strength([4, 1, 3, 2])}]`, {
            violation: (i) => all[i]!,
            violationError: (i) => i + 1,
          })
          const wanted = { extreme: isLargest ? 'largest' : 'smallest', positive: false } as const
          const {
            plots: [plot],
          } = await gathered(of, viewOf(of.plan)!, await ownQuantities(of), wanted)
          const shown = all.map((value, i) => told(value, i + 1))
          const finite = shown.filter(Number.isFinite)
          expect(plot!.missing).toBe(24 - finite.length)
          if (finite.length === 0) return expect(plot!.extreme).toBeNull()
          const best = isLargest ? Math.max(...finite) : Math.min(...finite)
          const index = shown.findIndex((value) => value === best)
          const [x, y] = placesOf(of.plan, index)
          expect(plot!.extreme).toMatchObject({ value: best, error: index + 1 })
          expect(plot!.extreme!.at[0]).toBeCloseTo(0.1 + (0.8 * x!) / 5, 12)
          expect(plot!.extreme!.at[1]).toBe([4, 1, 3, 2][y!])
        }),
      )
    },
  )

  test('along one axis it names the places where levels coincide, of a ring at half a quantum of flux', async () => {
    const of = async (axis: string): Promise<readonly number[]> => {
      const made = source(`[${axis}]`, { violation: (i) => i, ...errors })
      return (await gathered(made, viewOf(made.plan)!, await ownQuantities(made), largest)).coincident
    }
    expect(await of('{ set: system.ring.flux, values: [0.5, 0.9, 0.1, 0.3] }')).toEqual([2])
    expect(await of(flux(4))).toEqual([])
    expect(await of(beta(4))).toEqual([])
  })

  test('noise is zero, which a logarithmic scale has no place for', async () => {
    const of = source(`[${flux(4)}, ${strength([1, 2])}]`, {
      violation: (i) => (i === 3 ? 0.5 : 1e-15 * (i - 2)),
      violationError: () => 1e-12,
    })
    const view = viewOf(of.plan)!
    const plain = (await gathered(of, view, await ownQuantities(of), largest)).plots[0]!
    expect([...plain.series[0]!.values]).toEqual([0, 0, 0, 0.5, 0, 0, 0, 0])
    expect(plain.missing).toBe(0)
    const positive = { extreme: 'smallest', positive: true } as const
    const { missing, extreme } = (await gathered(of, view, await ownQuantities(of), positive)).plots[0]!
    expect(missing).toBe(7)
    expect(extreme).toMatchObject({ value: 0.5, error: 1e-12 })
    const smallest = { extreme: 'smallest', positive: false } as const
    expect(await extremePoint(of, (await ownQuantities(of))[0]!, new Map(), smallest)).toMatchObject({ value: 0 })
  })

  test('a value as large as its error is not told from zero, any larger one is', async () => {
    const of = source(`[${flux(3)}]`, { violation: (i) => [-0.25, 0.25, 0.26][i]!, violationError: () => 0.25 })
    const [plot] = (await gathered(of, viewOf(of.plan)!, await ownQuantities(of), largest)).plots
    expect([...plot!.series[0]!.values]).toEqual([0, 0, 0.26])
  })

  test('points are missing once, in however many curves', async () => {
    const nowhere =
      (...rows: number[]) =>
      (i: number) =>
        rows.includes(i) ? NaN : i
    const columns = { 'rates.0.1': nowhere(1, 3), 'rates.1.0': nowhere(3), 'rates.0.2': nowhere() }
    const of = source(`[${flux(5)}]`, columns, { record: ['rates'] })
    const [plot] = (await gathered(of, viewOf(of.plan)!, await ownQuantities(of), largest)).plots
    expect([plot!.series.length, plot!.missing]).toEqual([3, 2])
  })

  test('a slice has the points where the other axes are held, and its own largest value', async () => {
    const of = source(`[${flux(3)}, ${strength([1, 2])}, ${beta(5)}]`, { violation: (i) => i, ...errors })
    const view = askedView(of.plan, fixedPlaces(of.plan, [['interaction.contact.strengths.1', 1.2]]))
    const picture = await gathered(of, view, await ownQuantities(of), largest)
    const expected = [0, 1, 2].flatMap((x) => [0, 1, 2, 3, 4].map((y) => x * 10 + y))
    expect([...picture.plots[0]!.series[0]!.values]).toEqual(expected)
    expect(picture.plots[0]!.extreme).toMatchObject({ value: 24 })
    expect(picture.held).toEqual([{ path: 'interaction.contact.strengths.1', at: 1, of: 2 }])
    const through = sliceThrough(of.plan, placesOf(of.plan, 29))
    expect([through.drawn, [...through.fixed]]).toEqual([[0, 2], [[1, 1]]])
  })

  test('a map draws no more lines than it has pixels, and its largest value is that of all points', async () => {
    const of = source(`[${flux(4000)}, ${strength([1, 2])}]`, { violation: (i) => (i === 2002 ? 9 : 0), ...errors })
    const {
      axes: [x],
      plots,
    } = await gathered(of, viewOf(of.plan)!, await ownQuantities(of), largest)
    expect([x!.values.length, x!.of, plots[0]!.extreme!.value]).toEqual([1500, 4000, 9])
  })

  test('tied parameters are one axis, samples a plane', async () => {
    const tied =
      '[{ together: [{ set: gas.beta, from: 1, to: 2 }, { set: gas.density, from: 1, to: 0.5 }], points: 3 }]'
    const line = source(tied, { violation: (i) => i, ...errors })
    const { kind, axes } = await gathered(line, viewOf(line.plan)!, await ownQuantities(line), largest)
    expect([kind, axes]).toEqual([
      'curves',
      [{ path: 'gas.beta', values: [1, 1.5, 2], tied: [{ path: 'gas.density', from: 1, to: 0.5 }] }],
    ])
    const csv = 'gas.density,gas.beta,gas.mass\n1,1,1\n1,2,1.5\n1,1.5,1\n'
    const cloud = source('[{ points: p.csv }]', { violation: (i) => i, ...errors }, { files: { 'p.csv': csv } })
    expect(cloud.plan.axes.map(isSample)).toEqual([true])
    const sample = await gathered(cloud, viewOf(cloud.plan)!, await ownQuantities(cloud), largest)
    expect(sample.axes.map(({ path }) => path)).toEqual(['gas.beta', 'gas.mass'])
    expect([sample.kind, sample.plots[0]!.extreme!.at]).toEqual(['sample', [1.5, 1]])
  })

  test('on a logarithmic scale only positive values count', async () => {
    const of = source(`[${flux(3)}]`, { violation: (i) => i - 1, ...errors })
    const [quantity] = await ownQuantities(of)
    expect(await extremePoint(of, quantity!, new Map(), { extreme: 'smallest', positive: true })).toMatchObject({
      index: 2,
      value: 1,
    })
  })
})

describe('the columns of a quantity', () => {
  const names = [
    'violation',
    'relaxation.gap',
    'rates.0.1',
    'rates.1.0',
    'currents.probability.0.1',
    'currents.heat.0.1',
    'heatCurrents.hot',
  ]
  const columns = Object.fromEntries(
    names.flatMap((name) => [name, name.replace(/(\.\d.*|\.hot|$)/, 'Error$1')]).map((name) => [name, () => 1]),
  )
  const of = source(`[${flux(2)}]`, columns, { record: ['violation', 'rates', 'currents'] })

  test('go by their path, by the end of it, or all together, each with its error', () => {
    const found = (name: string): unknown =>
      namedQuantities(of, [name]).map(({ columns: some }) => some.map((one) => [one.name, one.error]))
    expect(found('gap')).toEqual([[['relaxation.gap', 'relaxation.gapError']]])
    expect(found('rates')).toEqual([
      [
        ['rates.0.1', 'ratesError.0.1'],
        ['rates.1.0', 'ratesError.1.0'],
      ],
    ])
    expect(found('currents')).toEqual([
      [['currents.probability.0.1', 'currents.probabilityError.0.1']],
      [['currents.heat.0.1', 'currents.heatError.0.1']],
    ])
    expect(found('heatCurrents')).toEqual([[['heatCurrents.hot', 'heatCurrentsError.hot']]])
    expect(found('violationError')).toEqual([[['violationError', undefined]]])
  })

  test('a name that there is not is told with the nearest', () => {
    expect(() => namedQuantities(of, ['violatoin'])).toThrow(
      '--quantity: expected one of violation, relaxation.gap, rates, currents.probability, currents.heat, ' +
        'heatCurrents, found violatoin (did you mean violation?)',
    )
  })

  test('unless named are those that are recorded, at most four, those with values first', async () => {
    expect((await ownQuantities(of)).map(({ name }) => name)).toEqual([
      'violation',
      'rates',
      'currents.probability',
      'currents.heat',
    ])
    const empty = source(`[${flux(2)}]`, { ...columns, violation: () => NaN }, { record: ['violation', 'gap'] })
    expect((await ownQuantities(empty)).map(({ name }) => name)).toEqual(['gap'])
    const all = source(
      `[${flux(2)}]`,
      { violation: () => NaN, 'entropyProduction.total': () => 1, 'relaxation.gap': () => 2 },
      { record: [] },
    )
    expect((await ownQuantities(all)).map(({ name }) => name)).toEqual(['entropyProduction.total'])
  })
})

describe('axes that a figure has no room for', () => {
  const of = source(`[${flux(2)}, ${strength([1, 2])}, ${beta(2)}]`, { violation: () => 1 })
  test('are refused with what could be held', () => {
    expect(() => askedView(of.plan, new Map())).toThrow(
      'a figure has room for two axes, and 3 vary: hold others at a value, such as --fix system.ring.flux=0.1 or ' +
        '--fix interaction.contact.strengths.1=1 or --fix gas.beta=0.1',
    )
  })
  test('are not held at what they do not have', () => {
    expect(() => fixedPlaces(of.plan, [['gas.bet', 1]])).toThrow('--fix: expected one of the swept system.ring.flux')
    expect(() => fixedPlaces(of.plan, [['gas.beta', 11]])).toThrow('--fix: expected gas.beta from 0.1 to 10, found 11')
  })
})
