import { rateTable, type RateTable } from '../../src/rates/index.js'
import {
  affinity,
  cycleCumulants,
  fundamentalCycles,
  pairCumulants,
  probabilityCurrents,
  stationaryStates,
} from '../../src/thermodynamics/index.js'
import { digits, type Comparison, type Value } from './comparison.js'
import { decimal, treeWeights } from './exact.js'

const field = 'Networks'
const kda = 'KDA (Becksteinlab, 0.3.0-36-g2f35636), kda/tests'

/** Rates as KDA has them, from row to column. */
type Diagram = readonly (readonly number[])[]

const tableOf = (diagram: Diagram): RateTable => rateTable(diagram.map((_, to) => diagram.map((row) => row[to]!)))
const populations = (diagram: Diagram): Float64Array => stationaryStates(tableOf(diagram)).extremal[0]!

/** Two states that are joined both ways. */
type Edge = readonly [number, number]

/** KDA's diagrams, and how many trees each has. */
const shapes: readonly (readonly [name: string, trees: number, edges: readonly Edge[], states: number])[] = [
  [
    '3-state',
    3,
    [
      [0, 1],
      [1, 2],
      [2, 0],
    ],
    3,
  ],
  [
    '4-state',
    4,
    [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 0],
    ],
    4,
  ],
  [
    '4-state with leakage',
    8,
    [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 0],
      [1, 3],
    ],
    4,
  ],
  [
    '5-state with leakage',
    11,
    [
      [0, 1],
      [0, 2],
      [1, 2],
      [1, 3],
      [2, 4],
      [3, 4],
    ],
    5,
  ],
  [
    '6-state',
    6,
    [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
      [5, 0],
    ],
    6,
  ],
]

/** Hill's eight states, which KDA counts cycles of. */
const hill = [
  [0, 1],
  [0, 2],
  [1, 3],
  [2, 3],
  [2, 4],
  [3, 5],
  [4, 5],
  [4, 6],
  [5, 7],
  [6, 7],
] as const

const diagram = (n: number, edges: readonly Edge[], rateOf: (edge: number) => number): number[][] => {
  const out = Array.from({ length: n }, () => new Array<number>(n).fill(0))
  edges.forEach(([i, j], e) => {
    out[i]![j] = rateOf(2 * e)
    out[j]![i] = rateOf(2 * e + 1)
  })
  return out
}

const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71]
/** Rates over seven decades, whole numbers. */
const spread = (edge: number): number => primes[edge]! * 10 ** ((edge * 5) % 8)

function diagramValues(n: number, edges: readonly Edge[], trees: number): Value[] {
  const count = treeWeights(diagram(n, edges, () => 1).map((row) => row.map(BigInt)))
  const k = diagram(n, edges, spread)
  const weights = treeWeights(k.map((row) => row.map(BigInt)))
  const whole = weights.reduce((a, b) => a + b)
  const ours = populations(k)
  return [
    { quantity: 'diagrams', printed: `${trees}`, ours: Number(count[0]) },
    ...weights.map((w, i): Value => ({
      quantity: `P${i + 1}`,
      printed: decimal(w, whole, 16),
      ours: ours[i]!,
      within: 1e-14 * ours[i]!,
      unlisted: i > 0,
    })),
  ]
}

/** k12, k21, k23, k32, k13, k31, k24, k42, k35, k53, k45, k54 of KDA's test. */
const badApple = [1e5, 2e-4, 5e-8, 5e-8, 1e5, 2e-4, 6, 4e8, 3e-8, 4e8, 3e-8, 6] as const
/** Its populations in exact arithmetic, to the digits of a double. */
const badApplePopulations = [
  '9.999999915000000e-10',
  '0.49999999575000002',
  '0.49999999575000002',
  '7.499999936250000e-9',
  '3.749999968125000e-17',
] as const

function badAppleValues(): Value[] {
  const [k12, k21, k23, k32, k13, k31, k24, k42, k35, k53, k45, k54] = badApple
  const k = [
    [0, k12, k13, 0, 0],
    [k21, 0, k23, k24, 0],
    [k31, k32, 0, 0, k35],
    [0, k42, 0, 0, k45],
    [0, 0, k53, k54, 0],
  ]
  const weights = treeWeights(k.map((row) => row.map((x) => BigInt(Math.round(x * 1e8)))))
  const whole = weights.reduce((a, b) => a + b)
  const ours = populations(k)
  return badApplePopulations.map((printed, i) => ({
    quantity: `P${i + 1}`,
    printed,
    ours: ours[i]!,
    within: 1e-15 * Number(printed),
    check: { value: Number(decimal(weights[i]!, whole)), within: 1e-15 * Number(printed) },
  }))
}

function cycleValues(): Value[] {
  const [k12, k21, k23, k32, k13, k31] = [2, 3, 5, 7, 11, 13] as const
  const table = tableOf([
    [0, k12, k13],
    [k21, 0, k23],
    [k31, k32, 0],
  ])
  const sum = k12 * k23 + k12 * k31 + k12 * k32 + k13 * k21 + k13 * k23 + k13 * k32 + k21 * k31 + k21 * k32 + k23 * k31
  const flux = decimal(BigInt(k12 * k23 * k31 - k13 * k21 * k32), BigInt(sum), 16)
  const cycles = fundamentalCycles(table)
  const current = probabilityCurrents(table, stationaryStates(table).extremal[0]!)
  return [
    {
      quantity: 'J = (k₁₂k₂₃k₃₁ − k₁₃k₂₁k₃₂)/Σ',
      printed: flux,
      ours: cycleCumulants(table, cycles)[0]!.mean,
      within: 1e-15,
    },
    { quantity: 'J through 1 → 2', printed: flux, ours: current[1 * 3 + 0]!, within: 1e-14 },
    {
      quantity: 'force ln(k₁₂k₂₃k₃₁/k₁₃k₂₁k₃₂)',
      printed: digits(Math.log(130 / 231), 12),
      ours: affinity(table, [0, 1, 2]),
      within: 1e-12,
    },
  ]
}

/** Cycles found independent; KDA counts all of them. */
function hillValues(): Value[] {
  const k = diagram(8, hill, spread)
  const weights = treeWeights(k.map((row) => row.map(BigInt)))
  const whole = weights.reduce((a, b) => a + b)
  const ours = populations(k)
  return [
    { quantity: 'independent cycles', printed: '3', ours: fundamentalCycles(tableOf(k)).length },
    ...weights.map((w, i): Value => ({
      quantity: `P${i + 1}`,
      printed: decimal(w, whole, 16),
      ours: ours[i]!,
      within: 1e-14 * ours[i]!,
      unlisted: i > 1,
    })),
  ]
}

/**
 * Σ over a basis of cycles of current times affinity: Schnakenberg's entropy production of the network's own
 * stationary state.
 */
function schnakenberg(table: RateTable): number {
  const cycles = fundamentalCycles(table)
  return cycleCumulants(table, cycles).reduce((sum, { mean }, c) => sum + mean * cycles[c]!.affinity, 0)
}

/** Liepelt and Lipowsky's six states of kinesin, rates of Carter and Cross; concentrations in µM, force in pN. */
function kinesin(force: number): Diagram {
  const [atp, adp, phosphate] = [1000, 1, 1]
  const f = (8 / 4.1) * force
  const [k12, k21, k25, k52, k56, k65, k61] = [2, 100, 3e5, 0.24, 100, 0.02, 100] as const
  const k16 = (k25 * k12 * k56 * k61) / (k52 * k21 * k65 * 4.9e11)
  const k54 = (k52 / k25) ** 2 * k21
  const load = (chi: number): number => 2 / (1 + Math.exp(chi * f))
  const steps: readonly (readonly [number, number, number, number, number])[] = [
    [0, 1, k12 * atp, k21, load(0.25)],
    [1, 2, k56, k65 * adp, load(0.15)],
    [2, 3, k61, k16 * phosphate, load(0.15)],
    [3, 4, k12 * atp, k54, load(0.25)],
    [4, 5, k56, k65 * adp, load(0.15)],
    [5, 0, k61, k16 * phosphate, load(0.15)],
  ]
  const out = Array.from({ length: 6 }, () => new Array<number>(6).fill(0))
  for (const [i, j, there, back, factor] of steps) {
    out[i]![j] = there * factor
    out[j]![i] = back * factor
  }
  out[1]![4] = k25 * Math.exp(-0.65 * f)
  out[4]![1] = k52 * Math.exp(0.35 * f)
  return out
}

function stallForce(): number {
  const current = (force: number): number => {
    const table = tableOf(kinesin(force))
    return probabilityCurrents(table, stationaryStates(table).extremal[0]!)[4 * 6 + 1]!
  }
  let [low, high] = [0, 10]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (current(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function kinesinValues(): Value[] {
  const potential = Math.log(4.9e11 * 1000)
  const table = tableOf(kinesin(0))
  return [
    { quantity: 'σ at stall, 1/s', printed: '331.9165', ours: schnakenberg(tableOf(kinesin(stallForce()))) },
    {
      quantity: 'affinity of the forward cycle',
      printed: digits(potential, 10),
      ours: affinity(table, [0, 1, 4, 5]),
      within: 1e-8,
      remark: 'Δμ',
    },
    {
      quantity: 'of the futile cycle',
      printed: digits(2 * potential, 10),
      ours: affinity(table, [0, 1, 2, 3, 4, 5]),
      within: 1e-8,
      remark: '2Δμ',
    },
  ]
}

/** A ring of n states, a forward and b back: current (a − b)/n through each step, noise (a + b)/n² of it. */
function ringValues(): Value[] {
  const [a, b] = [2, 0.5]
  const ring = [
    [0, a, b],
    [b, 0, a],
    [a, b, 0],
  ]
  const table = tableOf(ring)
  const { mean, noise } = pairCumulants(table)
  return [
    { quantity: 'J', printed: '0.5', ours: mean[1 * 3 + 0]!, within: 1e-15 },
    { quantity: 'σ = 3J ln(a/b)', printed: digits(1.5 * Math.log(4), 12), ours: schnakenberg(table), within: 1e-11 },
    { quantity: 'noise (a + b)/9', printed: digits(2.5 / 9, 12), ours: noise[1 * 3 + 0]!, within: 1e-12 },
  ]
}

/**
 * E + S ⇌ ES → E + P: v = k₁k₂/(k₁ + k₋₁ + k₂), Fano factor 1 − 2k₁k₂/(k₁ + k₋₁ + k₂)²; on a ring of many turnovers,
 * so that one can be counted.
 */
function enzymeValues(): Value[] {
  const [bind, unbind, turn] = [3, 1, 2]
  const n = 60
  const out = Array.from({ length: 2 * n }, () => new Array<number>(2 * n).fill(0))
  for (let i = 0; i < n; i++) {
    out[2 * i]![2 * i + 1] = bind
    out[2 * i + 1]![2 * i] = unbind
    out[2 * i + 1]![(2 * i + 2) % (2 * n)] = turn
  }
  const table = tableOf(out)
  const { mean, noise } = cycleCumulants(table, [{ chord: { from: 2 * n - 1, to: 0 } }])[0]!
  const sum = bind + unbind + turn
  return [
    { quantity: 'v', printed: digits((bind * turn) / sum, 12), ours: n * mean, within: 1e-12 },
    {
      quantity: 'Fano factor',
      printed: digits(1 - (2 * bind * turn) / sum ** 2, 12),
      ours: (n * noise) / mean,
      within: 1e-11,
    },
  ]
}

export const networks: readonly Comparison[] = [
  ...shapes.map(([name, trees, edges, n]): Comparison => ({
    field,
    name: `${name} diagram, rates over eight decades`,
    source: `${kda}/test_kda.py (diagram counts), conftest.py (formulas)`,
    remark: 'the test counts the diagrams and sums them in whole numbers; populations met to 10⁻¹⁴',
    values: () => diagramValues(n, edges, trees),
  })),
  {
    field,
    name: 'Hill’s 8-state diagram',
    source: 'T. L. Hill, Free Energy Transduction and Biochemical Cycle Kinetics, p. 51; KDA, test_kda.py',
    remark: 'its six cycles have a basis of 10 − 8 + 1; populations exact',
    values: hillValues,
  },
  {
    field,
    name: 'the “bad apple”: 16 decades of rates',
    source: `${kda}/test_kda.py, test_5wl_state_probs_bad_apple`,
    remark: 'exact from whole numbers; KDA’s test asks its SVD solver for 3 decimals, its matrix solver for 8',
    values: badAppleValues,
  },
  {
    field,
    name: 'the 3-state cycle: flux and force',
    source: `${kda}/test_kda.py, test_calc_net_cycle_flux_3`,
    remark: 'exact',
    values: cycleValues,
  },
  {
    field,
    name: 'kinesin’s six states',
    values: kinesinValues,
    source: 'S. Liepelt, R. Lipowsky, Phys. Rev. Lett. 98, 258102 (2007), as in A. Roman, Roman-Numerals, README',
    remark: '1 mM ATP, 1 µM ADP and P; κ₁₆ from the balance condition',
  },
  {
    field,
    name: 'a driven ring of three',
    remark: 'exact',
    values: ringValues,
    source: 'J. Schnakenberg, Rev. Mod. Phys. 48, 571 (1976); A. Roman, Roman-Numerals, validate_ring',
  },
  {
    field,
    name: 'an enzyme: rate and Fano factor',
    remark: 'exact',
    values: enzymeValues,
    source: 'closed form; L. Michaelis, M. Menten (1913); M. J. Schnitzer, S. M. Block (1995)',
  },
]
