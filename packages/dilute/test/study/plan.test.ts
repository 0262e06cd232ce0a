import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { madeInteraction } from '../../src/study/declare/interaction.js'
import { axisValues } from '../../src/study/read/axisValues.js'
import { planOf, pointAt, pointsByScattering, scatteringGroups, type PlannedPoint } from '../../src/study/read/plan.js'
import { readStudy } from '../../src/study/read/read.js'
import { modelBuilder } from '../../src/study/running/model.js'
import type { StudyConfig } from '../../src/study/index.js'
import { inDimension, ring } from './examples.js'

const planned = (sweep?: string, text = ring) =>
  planOf(readStudy(sweep === undefined ? text : `${text}sweep: ${sweep}\n`, { file: 'a.yaml' }))
const plan = (sweep?: string, text = ring): PlannedPoint[] => {
  const all = planned(sweep, text)
  return Array.from({ length: all.points }, (_, i) => pointAt(all, i))
}

describe('the points of a study', () => {
  test('without a sweep there is one', () => {
    expect(plan()).toEqual([{ index: 0, set: {}, config: readStudy(ring, { file: 'a.yaml' }).config }])
  })

  test('are the product of the axes, the first one slowest', () => {
    const points = plan(
      '[{ set: gas.beta, values: [1, 2] }, { set: "interaction.contact.strengths[1]", from: 0, to: 1, points: 3 }]',
    )
    expect(points.map(({ set }) => Object.values(set))).toEqual([
      [1, 0],
      [1, 0.5],
      [1, 1],
      [2, 0],
      [2, 0.5],
      [2, 1],
    ])
    expect(Object.keys(points[0]!.set)).toEqual(['gas.beta', 'interaction.contact.strengths.1'])
  })

  test.each([
    ['gas.beta', 1],
    ['gas.density', 1],
    ['system.ring.flux', 3],
  ])('that vary in %s and in a strength are in as many groups of equal scattering as differ in it', (path, groups) => {
    const strength = '{ set: "interaction.contact.strengths[1]", from: 0, to: 1, points: 2 }'
    const both = planned(`[{ set: ${path}, values: [0.1, 0.2, 0.3] }, ${strength}]`)
    expect(scatteringGroups(both)).toBe(2 * groups)
    const all = Array.from({ length: both.points }, (_, i) => i)
    expect([...pointsByScattering(both, all)]).toHaveLength(2 * groups)
  })

  test('each has the configuration of a study of its own', () => {
    const [first, second] = plan('[{ set: gas.beta, values: [1/2, 4] }]')
    expect(first!.config).toEqual(readStudy(ring, { file: 'a.yaml', set: ['gas.beta=1/2'] }).config)
    expect(second!.config).toEqual(readStudy(ring, { file: 'a.yaml', set: ['gas.beta=4'] }).config)
  })

  test('may change several parts, and entries of lists with defaults', () => {
    const [point] = plan(
      '[{ set: system.ring.flux, values: [0.1] }, { set: interaction.contact.positions.2, values: [0.5] }, { ' +
        'set: system.ring.onsite.0, values: [1] }]',
    )
    expect(point!.config).toMatchObject({
      system: { ring: { flux: 0.1, onsite: [1, 0, 0] } },
      interaction: { contact: { positions: [0, 0, 0.5] } },
    })
  })

  test('a single point of a range', () => {
    expect(plan('[{ set: gas.beta, from: 3, to: 3, points: 1 }]').map(({ set }) => set)).toEqual([{ 'gas.beta': 3 }])
  })
})

const potentials = (text: string): string =>
  text.replace(
    /contact:.*/,
    'potentials: [{ expression: "exp(-q^2)", from: -7, to: 7 }, { gaussian: { height: 1, width: 1 } }, zero]',
  )

describe('a plan', () => {
  const sweep =
    '[{ set: gas.beta, values: [1, 2] }, { set: "interaction.contact.strengths[1]", from: 0, to: 1, points: 3 }]'

  test('and its study are plain data: cloned or written as JSON they give the same points', () => {
    const original = planned(sweep)
    for (const copy of [structuredClone(original), JSON.parse(JSON.stringify(original)) as typeof original]) {
      expect(copy).toEqual(original)
      expect(pointAt(copy, 4)).toEqual(pointAt(original, 4))
    }
  })

  test('a point shares what no axis touches with the study and with every other point', () => {
    const text = potentials(ring)
    const plans = planned(
      '[{ set: gas.density, values: [1, 2] }, { set: interaction.potentials.1.gaussian.height, values: [1, 2] }]',
      text,
    )
    const { config } = plans.study
    const [first, second, third] = [0, 1, 2].map((i) => pointAt(plans, i).config)
    for (const point of [first!, second!, third!]) {
      expect(point.system).toBe(config.system)
      expect(potentialsOf(point)[0]).toBe(potentialsOf(config)[0])
    }
    expect(second!.gas).toBe(first!.gas)
    expect(potentialsOf(second!)[1]).toEqual({ gaussian: { height: 2, width: 1 } })
    expect(potentialsOf(third!)[1]).toEqual({ gaussian: { height: 1, width: 1 } })
  })

  test('a sweep of a density builds its interaction once', () => {
    const plans = planned('[{ set: gas.density, from: 1, to: 2, points: 5 }]', potentials(ring))
    const build = modelBuilder(plans.study)
    const models = [0, 1, 4].map((i) => build(pointAt(plans, i).config))
    for (const {
      system,
      encounters: [met],
    } of models) {
      expect(system).toBe(models[0]!.system)
      expect(met!.interaction).toBe(models[0]!.encounters[0]!.interaction)
    }
    expect(models.map(({ encounters: [met] }) => met!.gas)).toMatchObject([
      { density: 1 },
      { density: 1.25 },
      { density: 2 },
    ])
  })

  test('what reading has built is what is run', () => {
    const { study } = planned(undefined, potentials(ring))
    const read = study.config.interaction!
    const [one, other] = [modelBuilder(study)(study.config), modelBuilder(study)(study.config)]
    expect(other.encounters[0]!.interaction).toBe(one.encounters[0]!.interaction)
    expect(other.encounters[0]!.interaction).toBe(madeInteraction(read, 1))
    expect(madeInteraction(structuredClone(read), 1)).not.toBe(madeInteraction(read, 1))
  })

  test('points whose amplitudes are the same come together', () => {
    expect([...pointsByScattering(planned(sweep))]).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ])
    expect([
      ...pointsByScattering(planned('[{ set: gas.beta, values: [1, 2] }, { set: gas.density, values: [1, 2] }]')),
    ]).toEqual([[0, 1, 2, 3]])
    expect([
      ...pointsByScattering(planned('[{ set: gas.mass, values: [1, 2] }, { set: gas.density, values: [1, 2] }]')),
    ]).toEqual([
      [0, 1],
      [2, 3],
    ])
  })

  test('a dimension is swept with the positions that go with it', () => {
    const text = inDimension(2, '{ scatteringLengths: [1, 2, 3] }')
    expect(
      plan('[{ set: gas.dimension, values: [2, 3] }]', text).map(
        ({ config }) => (config.interaction as { contact: object }).contact,
      ),
    ).toEqual([
      {
        scatteringLengths: [1, 2, 3],
        positions: [
          [0, 0],
          [0, 0],
          [0, 0],
        ],
      },
      {
        scatteringLengths: [1, 2, 3],
        positions: [
          [0, 0, 0],
          [0, 0, 0],
          [0, 0, 0],
        ],
      },
    ])
  })

  test('a hundred thousand points are planned and looked through in no time', () => {
    const began = performance.now()
    const plans = planned(
      '[{ set: gas.beta, from: 1, to: 2, points: 316 }, { set: interaction.contact.strengths.0, from: 1, to: ' +
        '2, points: 316 }]',
    )
    expect(plans.points).toBe(316 ** 2)
    expect(pointAt(plans, 316 * 7 + 5).set).toEqual({
      'gas.beta': 1 + 7 / 315,
      'interaction.contact.strengths.0': 1 + 5 / 315,
    })
    expect(performance.now() - began).toBeLessThan(2000)
  })

  test('the first wrong point is found among those of several axes', () => {
    const wrong = () =>
      planned(
        '[{ set: gas.beta, from: 1, to: -1, points: 5 }, { set: interaction.contact.strengths.0, values: [1, 2] }]',
      )
    expect(wrong).toThrow('sweep[0]: gas.beta = 0: gas.beta: expected a positive number, found 0')
  })
})

function potentialsOf({ interaction }: StudyConfig): readonly unknown[] {
  if (!interaction || !('potentials' in interaction)) throw new Error('no potentials')
  return interaction.potentials
}

describe('parameters that vary together', () => {
  test('have one axis', () => {
    const points = plan(
      '[{ together: [{ set: gas.beta, from: 1, to: 3 }, { set: gas.density, values: [5, 6, 7] }], points: 3 }, ' +
        '{ set: gas.mass, values: [1, 2] }]',
    )
    expect(points.map(({ set }) => Object.values(set))).toEqual([
      [1, 5, 1],
      [1, 5, 2],
      [2, 6, 1],
      [2, 6, 2],
      [3, 7, 1],
      [3, 7, 2],
    ])
    expect(points[4]!.config.gas).toEqual({ dimension: 1, mass: 1, density: 7, beta: 3 })
  })

  test('may come from a file, a column a parameter', () => {
    const text = `${ring}sweep: [{ points: points.csv }]\n`
    const files = (table: string) => ({
      file: 'a.yaml',
      readFile: (name: string) => {
        expect(name).toBe('points.csv')
        return table
      },
    })
    const {
      axes: [axis],
    } = planOf(readStudy(text, files('gas.beta, gas.density\n1/2, 1\r\n\n2, 3\n')))
    expect(axis).toEqual({
      points: 2,
      parameters: [
        { name: 'gas.beta', path: ['gas', 'beta'], values: [0.5, 2] },
        { name: 'gas.density', path: ['gas', 'density'], values: [1, 3] },
      ],
    })
    const read = readStudy(text, files('gas.beta\n1\n'))
    expect(read.files).toEqual({ 'points.csv': 'gas.beta\n1\n' })
    expect(readStudy(text, { ...read, set: [] })).toEqual(read)
    expect(() => readStudy(text, files('gas.beta, gas.density\n1\n'))).toThrow(
      'a.yaml:7:19: sweep[0].points: expected 2 values in every line, as in the first, found 1 in line 2 of ' +
        'points.csv',
    )
    expect(() => readStudy(text, files('gas.beta\nx\n'))).toThrow(
      /^a\.yaml:7:19: sweep\[0\]\.points: expected a number or an arithmetic expression, found "x" .* in line 2 of points\.csv$/,
    )
    expect(() => readStudy(text, files('gas.beta,gas.density\n\n1,1\n2,x\n'))).toThrow('in line 4 of points.csv')
    expect(() => readStudy(text, files('gas.beta\n"1\n'))).toThrow(
      'expected a closing quote for every quote, found an odd one in points.csv',
    )
    expect(() => readStudy(text, files('gas.beta;gas.density\n1;1\n'))).toThrow(
      'expected paths and values separated by commas, found "gas.beta;gas.density" in line 1 of points.csv',
    )
    expect(() => readStudy(text, files('gas.betta\n1\n'))).toThrow('sweep[0]: gas.betta = 1: gas.betta')
    expect(() =>
      readStudy(text, {
        file: 'a.yaml',
        readFile: () => {
          throw new Error('no such file')
        },
      }),
    ).toThrow('expected a file that can be read, found points.csv: no such file')
    expect(() => readStudy(text, { file: 'a.yaml' })).toThrow(
      'expected a number of points, since no files are read here, found points.csv',
    )
  })

  const sample = (kind: string, points = 50) =>
    plan(
      `[{ together: [{ set: gas.beta, from: 1, to: 3 }, { set: gas.density, from: 0.01, to: 100, scale: log ` +
        `}], sample: ${kind}, points: ${points}, seed: 7 }]`,
    ).map(({ set }) => Object.values(set))

  test.each(['random', 'latin'])(
    'are drawn at random (%s): within their ranges, the same from the same seed, apart from each other',
    (kind) => {
      const drawn = sample(kind)
      expect(sample(kind)).toEqual(drawn)
      for (const [beta, density] of drawn) {
        expect(beta! >= 1 && beta! <= 3).toBe(true)
        expect(density! >= 0.01 && density! <= 100).toBe(true)
      }
      const places = drawn.map(([beta, density]) => [(beta! - 1) / 2, (Math.log10(density!) + 2) / 4])
      expect(places.filter(([a, b]) => Math.abs(a! - b!) < 0.01).length).toBeLessThan(10)
    },
  )

  test('a Latin hypercube has one value in each stretch of every range', () => {
    const drawn = sample('latin')
    const stretches = (values: number[]): number[] => values.map((x) => Math.floor(x * 50)).sort((a, b) => a - b)
    const all = Array.from({ length: 50 }, (_, i) => i)
    expect(stretches(drawn.map(([beta]) => (beta! - 1) / 2))).toEqual(all)
    expect(stretches(drawn.map(([, density]) => (Math.log10(density!) + 2) / 4))).toEqual(all)
  })

  test.each([
    [
      '[{ together: [{ set: gas.beta, from: 1, to: 3 }] }]',
      'sweep[0].points: expected a whole number from 1 to 1000000, found nothing',
    ],
    [
      '[{ together: [{ set: gas.beta, from: 1 }], points: 2 }]',
      'sweep[0].together[0].to: expected a number (a tied parameter has from and to, or values), found nothing',
    ],
    [
      '[{ together: [{ set: gas.beta, values: [1, 2] }, { set: gas.mass, values: [1] }] }]',
      'sweep[0].together[1].values: expected 2 values, one per point, found 1',
    ],
    [
      '[{ together: [{ set: gas.beta, values: [1, 2] }], sample: random, points: 2 }]',
      'sweep[0].together[0].values: expected from and to, of which a sample is drawn, found values',
    ],
    [
      '[{ together: [{ set: gas.beta, from: 1, to: 3 }], points: 2, scale: log }]',
      'sweep[0].scale: expected nothing here beside together',
    ],
    [
      '[{ together: [{ set: gas.beta, from: 1, to: 3 }], points: 2, seed: 1 }]',
      'sweep[0].seed: expected nothing here where no sample is drawn, found 1',
    ],
    [
      '[{ set: gas.beta, from: 1, to: 2, points: 2, sample: random }]',
      'sweep[0].sample: expected nothing here where nothing varies together',
    ],
    [
      '[{ together: [{ set: gas.beta, from: 1, to: 3 }, { set: gas.beta, from: 1, to: 3 }], points: 2 }]',
      'sweep[0].together[1].set: expected a path that no other axis sets, found gas.beta, like ' +
        'sweep[0].together[0].set',
    ],
    [
      '[{ together: [{ set: gas.beta, from: 0, to: 3, scale: log }], points: 2 }]',
      'sweep[0].together[0].from: expected a positive number on a logarithmic scale',
    ],
    ['[{ points: 3 }]', 'sweep[0].set: expected a path such as gas.beta, found nothing'],
  ])('%s is refused', (sweep, message) => {
    expect(() => planned(sweep)).toThrow(message)
  })
})

describe('an axis', () => {
  const end = fc.double({ min: 1e-6, max: 1e6, noNaN: true })
  const range = fc.record({
    from: end,
    to: end,
    points: fc.integer({ min: 2, max: 60 }),
    scale: fc.constantFrom('linear' as const, 'log' as const),
  })

  test('hits its ends exactly and goes steadily from one to the other', () => {
    fc.assert(
      fc.property(range, (axis) => {
        const values = axisValues(axis)
        expect(values).toHaveLength(axis.points)
        expect(values[0]).toBe(axis.from)
        expect(values.at(-1)).toBe(axis.to)
        const slack = 1e-14 * Math.max(axis.from, axis.to)
        values.slice(1).forEach((value, index) => {
          expect(Math.sign(axis.to - axis.from) * (value - values[index]!)).toBeGreaterThanOrEqual(-slack)
        })
      }),
    )
  })

  test('has equal steps, or equal ratios', () => {
    expect(axisValues({ from: 0, to: 1, points: 11, scale: 'linear' })).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ])
    const values = axisValues({ from: 0.2, to: 40, points: 200, scale: 'log' })
    values.slice(1).forEach((value, index) => expect(value / values[index]!).toBeCloseTo(200 ** (1 / 199), 12))
    // whose own ratio is out of range
    const wide = axisValues({ from: 1e-200, to: 1e200, points: 5, scale: 'log' })
    wide.forEach((value, i) => {
      expect(value / 10 ** (100 * i - 200)).toBeCloseTo(1, 10)
    })
    const back = axisValues({ from: 1e200, to: 1e-200, points: 3, scale: 'log' })
    expect(back[1]).toBeCloseTo(1, 10)
  })
})
