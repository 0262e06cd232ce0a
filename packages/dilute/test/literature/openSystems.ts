import { hamiltonianSystem, type Complex } from '../../src/model/index.js'
import { rateTable, sumRates, type RateTable } from '../../src/rates/index.js'
import { countingProcess, probabilityCurrents, stationaryStates } from '../../src/thermodynamics/index.js'
import { digits, type Comparison, type Value } from './comparison.js'

const field = 'Open systems'

/** Leads that put electrons on dots and take them off: amplitude, chemical potential, temperature. */
interface Lead {
  readonly amplitudes: readonly number[]
  readonly potential: number
  readonly temperature: number
}

/** Dots: energies of their levels, and amplitudes and repulsions [i, j, value] between two of them. */
interface Dots {
  readonly levels: readonly number[]
  readonly hop: readonly (readonly [number, number, number])[]
  readonly repulsion: readonly (readonly [number, number, number])[]
}

const occupied = (state: number, level: number): boolean => ((state >> level) & 1) === 1
const electrons = (state: number): number => [...state.toString(2)].filter((c) => c === '1').length
/** The sign of putting an electron past those on lower levels. */
const sign = (state: number, level: number): number => (electrons(state & ((1 << level) - 1)) % 2 === 0 ? 1 : -1)

/** ⟨b|d_level|c⟩ between occupations: from c to b. */
const removes = (level: number, b: number, c: number): number =>
  occupied(c, level) && b === (c & ~(1 << level)) ? sign(c, level) : 0

function hamiltonian({ levels, hop, repulsion }: Dots): number[][] {
  const size = 1 << levels.length
  return Array.from({ length: size }, (_, b) =>
    Array.from({ length: size }, (__, c) => {
      const diagonal =
        b !== c
          ? 0
          : levels.reduce((sum, e, i) => sum + (occupied(c, i) ? e : 0), 0) +
            repulsion.reduce((sum, [i, j, u]) => sum + (occupied(c, i) && occupied(c, j) ? u : 0), 0)
      const between = hop.reduce((sum, [i, j, t]) => sum + t * (carried(b, i, j, c) + carried(b, j, i, c)), 0)
      return diagonal + between
    }),
  )
}

/** ⟨b|d_i† d_j|c⟩. */
function carried(b: number, i: number, j: number, c: number): number {
  if (!occupied(c, j)) return 0
  const middle = c & ~(1 << j)
  return occupied(middle, i) || b !== (middle | (1 << i)) ? 0 : sign(c, j) * sign(b, i)
}

/** Fermi's rule between many-electron states, 2π|T|²f in and 2π|T|²(1 − f) out, one table a lead. */
function fermiRates(
  dots: Dots,
  leads: readonly Lead[],
): { tables: RateTable[]; energies: Float64Array; number: number[] } {
  const size = 1 << dots.levels.length
  const lift = 1e5
  // electrons are kept apart by lifting each number of them to energies of its own
  const rows = hamiltonian(dots).map((row, b) => row.map((x, c): Complex => [b === c ? x + lift * electrons(b) : x, 0]))
  const { levels, eigenvectors } = hamiltonianSystem(rows)
  const number = Array.from(levels, (e) => Math.round(e / lift))
  const energies = levels.map((e, k) => e - lift * number[k]!)
  const amplitude = ({ amplitudes }: Lead, low: number, high: number): number => {
    let sum = 0
    for (let b = 0; b < size; b++)
      for (let c = 0; c < size; c++) {
        const weight = eigenvectors.re[b * size + low]! * eigenvectors.re[c * size + high]!
        if (weight !== 0) sum += weight * amplitudes.reduce((total, t, level) => total + t * removes(level, b, c), 0)
      }
    return sum
  }
  const tables = leads.map((lead) => {
    const rates = Array.from({ length: size }, () => new Array<number>(size).fill(0))
    for (let low = 0; low < size; low++)
      for (let high = 0; high < size; high++) {
        if (number[high] !== number[low]! + 1) continue
        const x = (energies[high]! - energies[low]! - lead.potential) / lead.temperature
        const strength = 2 * Math.PI * amplitude(lead, low, high) ** 2
        rates[high]![low] = strength / (1 + Math.exp(x))
        rates[low]![high] = strength / (1 + Math.exp(-x))
      }
    return rateTable(rates)
  })
  return { tables, energies, number }
}

/** Electrons and energy per unit time out of the first lead. */
function currents(dots: Dots, leads: readonly Lead[]): { current: number; energy: number } {
  const { tables, energies, number } = fermiRates(dots, leads)
  const n = energies.length
  const flow = probabilityCurrents(tables[0]!, stationaryStates(sumRates(tables)).extremal[0]!)
  let [current, energy] = [0, 0]
  for (let high = 0; high < n; high++)
    for (let low = 0; low < n; low++) {
      if (number[high] !== number[low]! + 1) continue
      current += flow[high * n + low]!
      energy += (energies[high]! - energies[low]!) * flow[high * n + low]!
    }
  return { current, energy }
}

const qmeq = 'QmeQ 1.1 (8212daa), qmeq/tests'

function andersonValues(): Value[] {
  const lead = (amplitudes: readonly number[], potential: number): Lead => ({ amplitudes, potential, temperature: 50 })
  const { current, energy } = currents({ levels: [0, 0], hop: [], repulsion: [[0, 1, 300]] }, [
    lead([2, 0], 2.5),
    lead([1, 0], -2.5),
    lead([0, 2], 2.5),
    lead([0, 1], -2.5),
  ])
  return [
    {
      quantity: 'current',
      printed: '0.08368833245372147',
      ours: current,
      within: 3e-15,
      remark: 'their left and right differ in the last two digits',
    },
    { quantity: 'energy current', printed: '0.1254772916094682', ours: energy, within: 1e-14 },
  ]
}

function doubleDotValues(): Value[] {
  const lead = (amplitudes: readonly number[], potential: number): Lead => ({ amplitudes, potential, temperature: 50 })
  const { current, energy } = currents(
    {
      levels: [-10, -12, -10, -12],
      hop: [
        [0, 1, 20],
        [2, 3, 20],
      ],
      repulsion: [
        [0, 2, 80],
        [1, 3, 80],
        [0, 1, 30],
        [0, 3, 30],
        [1, 2, 30],
        [2, 3, 30],
      ],
    },
    [lead([2, 0.6, 0, 0], 2.5), lead([0.1, 1, 0, 0], -2.5), lead([0, 0, 2, 0.6], 2.5), lead([0, 0, 0.1, 1], -2.5)],
  )
  return [
    {
      quantity: 'current',
      printed: '0.09430974635273646',
      ours: current,
      within: 2e-12,
      remark: 'QmeQ’s tests ask for 10⁻¹¹',
    },
    { quantity: 'energy current', printed: '2.9039511908319557', ours: energy, within: 1e-10 },
  ]
}

/** One level between two leads: in from the left, out to the right, where the electrons are counted. */
function countingValues(left: number, right: number): Value[] {
  const tables = [
    rateTable([
      [0, 0],
      [left, 0],
    ]),
    rateTable([
      [0, right],
      [0, 0],
    ]),
  ]
  const [nothing, out] = [new Float64Array(4), Float64Array.of(0, 1, 0, 0)]
  const { mean, noise, skewness } = countingProcess(tables).cumulants([nothing, out])
  const sum = left + right
  const current = (left * right) / sum
  const exact = [
    current,
    (current * (right ** 2 + left ** 2)) / sum ** 2,
    (current * (right ** 4 + left ** 4 - 2 * left * right * (right ** 2 + left ** 2) + 6 * (left * right) ** 2)) /
      sum ** 4,
  ]
  return [mean, noise, skewness].map((ours, i) => ({
    quantity: `${['current', 'noise', 'skewness'][i]!}, Γ = ${left}, ${right}`,
    printed: digits(exact[i]!, 14),
    ours,
    within: 1e-13 * exact[i]! + 1e-15,
  }))
}

export const openSystems: readonly Comparison[] = [
  {
    field,
    name: 'Anderson dot between two leads, Pauli',
    source: `${qmeq}/test_builder.py, test_Builder_single_orbital_spinful`,
    remark: 'U = 300, T = 50, bias 5, amplitudes 2 and 1',
    values: andersonValues,
  },
  {
    field,
    name: 'two dots with spin: 16 many-electron states, Pauli',
    source: `${qmeq}/data_builder.py, Pauli2`,
    remark: 'levels −10 and −12, Ω = 20, U = 80 and 30, T = 50, bias 5',
    values: doubleDotValues,
  },
  {
    field,
    name: 'counting electrons through one level',
    source: 'QuTiP 5.2.3+644 (1f49066), tests/solver/test_countstat.py, test_three_cumulants',
    remark: 'exact, from the formulas of the test, which asks for 10⁻⁴',
    values: () => [...countingValues(0.1, 0.5), ...countingValues(1e-6, 3)],
  },
]
