import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hermitianEigenvalues, type ComplexMatrix } from '../../src/numerics/index.js'
import { entropyProduction as pauliEntropyProduction } from '../../src/thermodynamics/index.js'
import { rateTable } from '../../src/generator/index.js'
import { densityMatrix, evolve, steadystate, type Evolution } from '../../src/dynamics/index.js'
import {
  twoDegenerate,
  distance,
  evolutions,
  fig1,
  partlySeen,
  ratesOnly,
  type GeneratedEvolution,
} from './generators.js'

interface Reference {
  readonly times: number[]
  readonly density_site_basis: [number, number][][][]
}
const reference = JSON.parse(
  readFileSync(new URL('../reference/evolve_fig1.json', import.meta.url), 'utf8'),
) as Reference

const trace = ({ re, rows }: ComplexMatrix): number =>
  re.reduce((sum, x, i) => (i % (rows + 1) === 0 ? sum + x : sum), 0)
const isHermitian = ({ re, im, rows: n }: ComplexMatrix): boolean =>
  re.every((x, e) => {
    const mirror = (e % n) * n + Math.floor(e / n)
    return x === re[mirror]! && im[e]! === 0 - im[mirror]!
  })
const rows = ({ re, im, rows: n }: ComplexMatrix) =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j): [number, number] => [re[i * n + j]!, im[i * n + j]!]),
  )

describe('the evolution of Fig. 1 from one site', () => {
  const generator = fig1()
  test('agrees with the independent reference to 1e-10', () => {
    const { density } = evolve(generator, { site: 0 }, reference.times)
    density.forEach((rho, t) =>
      rows(rho).forEach((row, i) =>
        row.forEach(([re, im], j) => {
          const [x, y] = reference.density_site_basis[t]![i]![j]!
          expect(Math.hypot(re - x, im - y)).toBeLessThan(1e-10)
        }),
      ),
    )
  })

  test('is that of Runge–Kutta steps within their own error bound', () => {
    const exact = evolve(generator, { site: 0 }, reference.times)
    const stepped = evolve(generator, { site: 0 }, reference.times, { method: 'rungeKutta' })
    expect(stepped.estimatedError).toBeLessThan(1e-10)
    exact.density.forEach((rho, t) => {
      expect(distance(rho, stepped.density[t]!)).toBeLessThan(1e-10)
    })
  })

  test('Runge–Kutta says where it stopped when the tolerance is not reached', () => {
    expect(() => evolve(generator, { site: 0 }, [400], { method: 'rungeKutta', stepLimit: 20 })).toThrow(
      /no error below 1e-10 within 20 steps: only the time .* of 400/,
    )
  })

  test('at time 0 is the initial state', () => {
    expect(
      distance(evolve(generator, { site: 1 }, [0]).density[0]!, densityMatrix(generator.system, { site: 1 })),
    ).toBeLessThan(1e-14)
  })

  test('at any time, however late, has trace 1 and the Gibbs populations in the end', () => {
    const { density, populations } = evolve(generator, { site: 0 }, [1e4, 1e8, 1e100, 1e300])
    const gibbs = densityMatrix(generator.system, { gibbs: 2 })
    for (const rho of density) {
      expect(Math.abs(trace(rho) - 1)).toBeLessThan(1e-14)
      expect(distance(rho, gibbs)).toBeLessThan(1e-10)
    }
    expect(populations.at(-1)!.reduce((a, b) => a + b)).toBeCloseTo(1, 14)
  })
})

describe.each([
  ['of two degenerate levels below a third', twoDegenerate, true],
  ['where the gas sees one of three equal sites', partlySeen, false],
] as const)('degenerate levels: the evolution %s', (_, make, ergodic) => {
  const generator = make()
  const late = [0, 0.3, 5, 1e3, 1e6, 1e12, 1e300]
  test('keeps trace and positivity at any time', () => {
    for (const rho of evolve(generator, { site: 0 }, late).density) {
      expect(Math.abs(trace(rho) - 1)).toBeLessThan(1e-13)
      expect(hermitianEigenvalues(rho)[0]).toBeGreaterThan(-1e-12)
    }
  })
  test('agrees with Runge–Kutta', () => {
    const [exact, stepped] = (['exact', 'rungeKutta'] as const).map((method) =>
      evolve(generator, { site: 0 }, [0.3, 5, 30], { method }),
    )
    exact!.density.forEach((rho, t) => {
      expect(distance(rho, stepped!.density[t]!)).toBeLessThan(1e-10)
    })
  })
  test('ends in a stationary state', () => {
    const [rho] = evolve(generator, { site: 0 }, [1e12]).density
    const again = evolve(generator, { density: rows(rho!) }, [3]).density[0]!
    expect(distance(rho!, again)).toBeLessThan(1e-12)
    if (ergodic) expect(distance(rho!, steadystate(generator).extremal[0]!)).toBeLessThan(1e-11)
  })
})

describe('whatever the model and the state', () => {
  const times = [0, 0.01, 0.5, 3, 40]
  const property = (law: (generated: GeneratedEvolution, evolution: Evolution) => void): void => {
    fc.assert(
      fc.property(evolutions, (generated) => {
        law(generated, evolve(generated.generator, generated.initial, times))
      }),
      { numRuns: 16, endOnFailure: true },
    )
  }

  test('ρ(t) is Hermitian to the last bit, of trace 1 to rounding, and positive', () => {
    property((_, { density }) => {
      for (const rho of density) {
        expect(isHermitian(rho)).toBe(true)
        expect(Math.abs(trace(rho) - 1)).toBeLessThan(1e-14)
        expect(hermitianEigenvalues(rho)[0]).toBeGreaterThan(-1e-12)
      }
    })
  })

  test('evolution by t + s is evolution by s after evolution by t', () => {
    property(({ generator }, { density }) => {
      const [later] = evolve(generator, density[3]!, [2.5]).density
      const [direct] = evolve(generator, density[0]!, [5.5]).density
      expect(distance(later!, direct!)).toBeLessThan(1e-12)
    })
  })

  test('the Gibbs state at the temperature of the gas stays', () => {
    property(({ generator, beta }) => {
      const { density, heatCurrent } = evolve(generator, { gibbs: beta }, [0, 1, 10])
      expect(distance(density[2]!, density[0]!)).toBeLessThan(1e-8)
      expect(Math.abs(heatCurrent[1]!)).toBeLessThan(1e-8)
    })
  })

  test('every state relaxes to the steady state where it is unique', () => {
    property(({ generator, initial }) => {
      const { unique, extremal } = steadystate(generator)
      if (unique) expect(distance(evolve(generator, initial, [1e12]).density[0]!, extremal[0]!)).toBeLessThan(1e-8)
    })
  })

  test('entropy production is not negative, and the entropy balance closes', () => {
    property(({ beta }, { entropyProduction, heatCurrent }) => {
      entropyProduction(beta).forEach((sigma, t) => {
        expect(sigma).toBeGreaterThan(-1e-8 * (1 + Math.abs(heatCurrent[t]!)))
      })
    })
  })

  test('Runge–Kutta agrees with the exact evolution', () => {
    property(({ generator, initial }, { density }) => {
      const stepped = evolve(generator, initial, times, { method: 'rungeKutta', tolerance: 1e-9 })
      density.forEach((rho, t) => {
        expect(distance(rho, stepped.density[t]!)).toBeLessThan(2e-9)
      })
    })
  })
})

describe('stepping from time to time adds rounding only', () => {
  const grids = fc.constantFrom(
    Array.from({ length: 301 }, (_, i) => i / 7),
    Array.from({ length: 200 }, (_, i) => 2 + i / 11),
    Array.from({ length: 500 }, (_, i) => 0.01 * 1.02 ** i),
    [0, 0, 0.1, 0.2, 0.3, 1, 2, 3, 50, 50, 1000],
  )
  test('each state is the one that the exponential over its whole time gives', () => {
    fc.assert(
      fc.property(evolutions, grids, ({ generator, initial }, grid) => {
        const { energyBasis } = evolve(generator, initial, grid)
        for (const t of [1, 3, 10, grid.length - 1]) {
          const [direct] = evolve(generator, initial, [grid[t]!]).energyBasis
          expect(distance(energyBasis[t]!, direct!)).toBeLessThan(20 * (t + 60) * Number.EPSILON)
        }
      }),
      { numRuns: 20 },
    )
  })

  test('at βΔE = 50 the populations keep their relative accuracy over a thousand steps', () => {
    const levels = [0, 50, 20]
    const grid = Array.from({ length: 1001 }, (_, i) => i / 10)
    const thermal = levels.map((to) => levels.map((from) => Math.exp(-Math.max(0, to - from))))
    const kept = evolve(
      ratesOnly(
        [0, 20, 50],
        [0, 2, 1].map((k) => [0, 2, 1].map((l) => thermal[k]![l]!)),
      ),
      { gibbs: 1 },
      grid,
    ).populations
    kept.forEach((p) => {
      expect(Math.abs(p[2]! / p[0]! / Math.exp(-50) - 1)).toBeLessThan(1e-12)
    })
    const [up, down] = [Math.exp(-50), 1]
    const rising = evolve(
      ratesOnly(
        [0, 50],
        [
          [0, down],
          [up, 0],
        ],
      ),
      { level: 0 },
      grid,
    ).populations
    rising.forEach((p, i) => {
      expect(Math.abs(p[1]! - (up / (up + down)) * -Math.expm1(-(up + down) * grid[i]!))).toBeLessThanOrEqual(
        1e-12 * p[1]!,
      )
    })
  })

  test('what is asked for is computed once, and only then', () => {
    const evolution = evolve(fig1(), { site: 0 }, [0, 1])
    expect(evolution.density).toBe(evolution.density)
    expect(evolution.populations[1]![0]).toBe(evolution.energyBasis[1]!.re[0])
  })
})

describe('what goes along', () => {
  const levels = [0, 1, 3]
  const rates = [
    [0, 2, 1],
    [0.5, 0, 1.5],
    [0.1, 0.2, 0],
  ]
  const generator = ratesOnly(levels, rates)
  const evolution = evolve(generator, { gibbs: 0.2 }, [0, 0.2, 1])

  test('without coherences the entropy production is (25)', () => {
    // a symmetric and a circulating flux through the Gibbs state at 0.7, which stays stationary: (25) needs that
    const thermal = [
      [0, 0.3, 0.1],
      [0.1, 0, 0.3],
      [0.3, 0.1, 0],
    ].map((row) => row.map((flux, l) => flux * Math.exp(0.7 * levels[l]!)))
    const relaxing = evolve(ratesOnly(levels, thermal), { gibbs: 0.2 }, [0, 0.2, 1])
    relaxing.entropyProduction(0.7).forEach((sigma, t) => {
      const { total } = pauliEntropyProduction(
        rateTable(thermal),
        Float64Array.from(levels),
        0.7,
        relaxing.populations[t]!,
      )
      expect(sigma).toBeCloseTo(total!, 12)
    })
  })

  test('the heat current is the change of the energy', () => {
    const energy = (t: number): number =>
      evolve(generator, { gibbs: 0.2 }, [t]).expectation(generator.system.hamiltonian)[0]![0]
    expect(evolution.heatCurrent[1]).toBeCloseTo((energy(0.2 + 1e-5) - energy(0.2 - 1e-5)) / 2e-5, 8)
  })

  test('the entropy changes by dS/dt = σ + βJ', () => {
    const { density } = evolve(fig1(), { site: 0 }, [3])
    const [before, at, after] = [-1e-4, 0, 1e-4].map((shift) => evolve(fig1(), density[0]!, [1 + shift]))
    const slope = (after!.entropy[0]! - before!.entropy[0]!) / 2e-4
    expect(at!.entropyProduction(2)[0]! + 2 * at!.heatCurrent[0]!).toBeCloseTo(slope, 7)
  })

  test('a pure state has infinite entropy production while it decays, a stationary pure state none', () => {
    expect(evolve(fig1(), { site: 0 }, [0]).entropyProduction(2)[0]).toBe(Infinity)
    expect(
      evolve(
        ratesOnly(
          [0, 1],
          [
            [0, 1],
            [0, 0],
          ],
        ),
        { site: 0 },
        [0],
      ).entropyProduction(2)[0],
    ).toBe(0)
  })

  test('a coherence turns with its Bohr frequency and decays with half the losses', () => {
    const s = Math.SQRT1_2
    const [[re, im]] = evolve(
      generator,
      {
        ket: [
          [s, 0],
          [0, 0],
          [s, 0],
        ],
      },
      [2],
    ).coherence(2, 0) as [[number, number]]
    const size = 0.5 * Math.exp((-(0.6 + 2.5) / 2) * 2)
    expect(re).toBeCloseTo(size * Math.cos(6), 14)
    expect(im).toBeCloseTo(-size * Math.sin(6), 14)
  })
})

test.each([
  [[], 'times: expected at least one time'],
  [[0, 2, 1], 'times[2]: expected ascending times, found 1 after 2'],
  [[-1], 'times[0]: expected a finite time that is not negative, found -1'],
  [[0, NaN], 'times[1]: expected a finite time'],
  [[0, Infinity], 'times[1]: expected a finite time'],
])('the times %j are refused', (times, says) => {
  expect(() =>
    evolve(
      ratesOnly(
        [0, 1],
        [
          [0, 1],
          [1, 0],
        ],
      ),
      { site: 0 },
      times,
    ),
  ).toThrow(RangeError)
  expect(() =>
    evolve(
      ratesOnly(
        [0, 1],
        [
          [0, 1],
          [1, 0],
        ],
      ),
      { site: 0 },
      times,
    ),
  ).toThrow(says)
})

test('options that would be ignored are refused', () => {
  const generator = ratesOnly(
    [0, 1],
    [
      [0, 1],
      [1, 0],
    ],
  )
  expect(() => evolve(generator, { site: 0 }, [1], { tolerance: 1e-8 })).toThrow('only for the method rungeKutta')
  expect(() => evolve(generator, { site: 0 }, [1], { method: 'rungeKutta', tolerance: 0 })).toThrow('must be positive')
})
