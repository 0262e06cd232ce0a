import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  hamiltonianSystem,
  ringSystem,
  thermalGas,
  type Complex,
  type ContactInteraction,
  type System,
} from '../../src/model/index.js'
import { rateTable, type RateTable } from '../../src/rates/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { fundamentalCycles, type CycleAffinity } from '../../src/thermodynamics/index.js'
import {
  explain,
  explainSeveral,
  explainWithoutBeta,
  reasonToBreak,
  type Grounds,
} from '../../src/solution/explanation.js'
import { solve, type Encounter, type Model } from '../../src/solution/index.js'
import { encounter, thermalModel } from './models.js'

interface Contacts {
  readonly strengths: readonly number[]
  readonly positions?: readonly number[]
}

const modelOf = (system: System, { strengths, positions }: Contacts): Model => {
  const interaction = contactStrengths({ strengths, ...(positions ? { positions } : {}) })
  return thermalModel({ h: [], system, interaction, mass: 1 }, 1)
}
const said = (system: System, contacts: Contacts): string => solve(modelOf(system, contacts)).balance.explanation

/** The same with the amplitudes of the first Born order. */
function saidInBorn(system: System, contacts: Contacts): string {
  const model = modelOf(system, contacts)
  const encounters = model.encounters.map((each): Encounter => {
    const interaction = each.interaction as ContactInteraction
    const scatterer = contactScatterer({ system, interaction, mass: each.gas.mass, method: { method: 'born' } })
    return { ...each, scattererUpTo: () => scatterer }
  })
  return solve({ ...model, encounters, bornOrder: 1 }).balance.explanation
}

/** H from its diagonal and the couplings of some pairs. */
function hermitian(diagonal: readonly number[], couplings: Readonly<Record<string, Complex>>): System {
  const rows = diagonal.map((e, i) => diagonal.map((_, j): Complex => [i === j ? e : 0, 0]))
  for (const [pair, [re, im]] of Object.entries(couplings)) {
    const [i, j] = pair.split(' ').map(Number) as [number, number]
    rows[i]![j] = [re, im]
    rows[j]![i] = [re, -im]
  }
  return hamiltonianSystem(rows)
}

const quarter = ringSystem({ sites: 3, tunneling: -0.5, flux: 0.25 })
const chain = hermitian([0, 0.4, 1.1], { '0 1': [0, 0.3], '1 2': [0.2, 0.1] })
const different = { strengths: [1, 0.7, 1.5] }

describe('broken: the reason names', () => {
  test.each<[string, System, Contacts, string]>([
    [
      'the flux of a ring',
      quarter,
      different,
      'because the loop 0–1–2 encloses 1/4 of a flux quantum and no two dots couple alike',
    ],
    [
      'the phase of a loop that is no ring with a flux',
      hermitian([0, 0.4, 1.1], { '0 1': [0, 0.3], '1 2': [0.2, 0], '0 2': [0.4, 0] }),
      different,
      'because the product of the couplings around the loop 0–1–2 has the phase π/2, where time reversal needs 0 or ' +
        'π, and no exchange of dots turns the Hamiltonian into its complex conjugate',
    ],
    [
      'the phase of a loop beside the ring that has one',
      {
        ...hermitian([0, 0.4, 1.1, 2], { '0 1': [0, 0.3], '1 2': [0.2, 0], '0 2': [0.4, 0], '2 3': [1, 0] }),
        flux: 0.25,
      },
      { strengths: [1, 0.7, 1.5, 0.4] },
      'because the product of the couplings around the loop 0–1–2 has the phase π/2, where time reversal needs 0 or ' +
        'π, and no exchange of dots turns the Hamiltonian into its complex conjugate',
    ],
    [
      'of several loops the one that is farthest from real',
      hermitian([0, 0.4, 1.1, 2], {
        '0 1': [0.3, 0],
        '0 2': [0.3, 0.03],
        '0 3': [0.3, 0],
        '1 2': [0.3, 0],
        '2 3': [0, 0.3],
      }),
      { strengths: [1, 0.7, 1.5, 0.4] },
      'because the product of the couplings around the loop 0–2–3 has the phase 0.53173π, where time reversal needs ' +
        '0 or π, and no exchange of dots turns the Hamiltonian into its complex conjugate',
    ],
    [
      'dots that couple alike, where the Hamiltonian has no symmetry at all',
      ringSystem({ sites: 3, tunneling: -0.5, flux: 0.25, onsite: [0, 0.3, 0.7] }),
      { strengths: [1, 1, 1.5], positions: [0, 0.3, 1] },
      'because the loop 0–1–2 encloses 1/4 of a flux quantum and no exchange of dots turns the Hamiltonian into its ' +
        'complex conjugate',
    ],
    [
      'dots that couple alike, where it has another symmetry',
      ringSystem({ sites: 3, tunneling: -0.5, flux: 0.25, onsite: [0, 0.3, 0] }),
      { strengths: [1, 1, 1.5], positions: [0, 0.3, 1] },
      'because the loop 0–1–2 encloses 1/4 of a flux quantum and no exchange of the dots that couple alike (0 and 1) ' +
        'turns the Hamiltonian into its complex conjugate',
    ],
    [
      'dots that couple alike, where they sit',
      quarter,
      { strengths: [1, 1, 1], positions: [0, 0.3, 1] },
      'because the loop 0–1–2 encloses 1/4 of a flux quantum and the dots that couple alike (0 and 1, 0 and 2 and 1 ' +
        'and 2) do not sit at symmetric positions',
    ],
    [
      'long loops and many dots that couple alike by a few of them',
      ringSystem({ sites: 13, tunneling: -0.5, flux: 0.25 }),
      {
        strengths: [...new Array<number>(6).fill(1), 2, 3, 4, 5, 6, 7, 8],
        positions: Array.from({ length: 13 }, () => 0),
      },
      'because the loop 0–1–2–…–11–12 encloses 1/4 of a flux quantum and no exchange of the dots that couple alike ' +
        '(0 and 1, 0 and 2, 0 and 3, 0 and 4, 0 and 5 and 10 more) turns the Hamiltonian into its complex conjugate',
    ],
  ])('%s', (_, system, contacts, reason) => {
    expect(said(system, contacts)).toBe(`Detailed balance is broken ${reason}.`)
  })

  test('that a search was cut short, in place of what it would have found', () => {
    const { interaction } = modelOf(quarter, different).encounters[0]!
    const given = { system: quarter, interaction, antiunitary: { symmetry: null, complete: false } }
    expect(reasonToBreak(given)).toBe(
      'because the loop 0–1–2 encloses 1/4 of a flux quantum; the search for a symmetry that could restore it was ' +
        'cut short',
    )
    expect(reasonToBreak({ ...given, system: chain })).toBe(
      'although every loop of couplings is real; the search for a symmetry that could restore it was cut short',
    )
  })
})

describe('it holds: the reason names', () => {
  test.each<[string, System, Contacts, string]>([
    [
      'time reversal without loops',
      chain,
      different,
      'because the couplings between the dots form no loop and can all be made real: time reversal is a symmetry of ' +
        'the model',
    ],
    [
      'time reversal with loops',
      ringSystem({ sites: 3, tunneling: -0.5, flux: 0.5, onsite: [0, 0.3, 0.7] }),
      different,
      'because every loop of couplings has a real product (no flux, or half a quantum): time reversal is a symmetry ' +
        'of the model',
    ],
    [
      'an exchange',
      quarter,
      { strengths: [1, 1, 1.5] },
      'because time reversal together with the exchange of dots 0 ↔ 1 is a symmetry of the model',
    ],
  ])('%s', (_, system, contacts, reason) => {
    expect(said(system, contacts)).toBe(`Detailed balance holds ${reason}.`)
  })

  const ofLevels = (rows: readonly (readonly number[])[], system: System): Grounds => {
    const rates = rateTable(rows)
    return {
      holds: true,
      undecided: [],
      cycles: fundamentalCycles(rates),
      tolerance: 1e-8,
      rates,
      system,
      reasonToBreak: 'because',
      bornOrder: null,
      antiunitary: { symmetry: null, complete: true },
    }
  }
  const line = [
    [0, 1, 0],
    [1, 0, 1],
    [0, 1, 0],
  ]
  const triangle = line.map((row, k) => row.map((_, l) => Number(k !== l)))
  const pair = hamiltonianSystem([
    [
      [0, 0],
      [1, 0],
    ],
    [
      [1, 0],
      [0, 0],
    ],
  ])

  test('the first Born order, and no other', () => {
    const first = 'Detailed balance holds because the T matrix of the first Born order is Hermitian.'
    expect(saidInBorn(quarter, different)).toBe(first)
    expect(saidInBorn(quarter, { strengths: [1, 1, 1.5] })).toContain('the exchange of dots')
    expect(explain({ ...ofLevels(triangle, quarter), bornOrder: 1 })).toBe(first)
    expect(explain({ ...ofLevels(triangle, quarter), bornOrder: 2 })).toContain('no antiunitary symmetry')
  })

  test.each<[string, Grounds, string]>([
    [
      'two levels',
      ofLevels(
        [
          [0, 1],
          [1, 0],
        ],
        pair,
      ),
      'because with two levels the stationarity of the Gibbs state leaves no other choice',
    ],
    ['the lack of cycles', ofLevels(line, quarter), 'because the transitions between levels form no cycle'],
    [
      'the numbers alone',
      ofLevels(triangle, quarter),
      'within |I − 1| ≤ 1e-8, though no antiunitary symmetry of the model was found',
    ],
  ])('without a symmetry, %s', (_, grounds, reason) => {
    expect(explain(grounds)).toBe(`Detailed balance holds ${reason}.`)
  })
})

const still: RateTable = rateTable(
  [
    [0, 1e-9],
    [0, 0],
  ],
  [
    [0, 1e-9],
    [1e-9, 0],
  ],
)
const moving = rateTable(
  [
    [0, 1],
    [1e-9, 0],
  ],
  [
    [0, 0],
    [1e-8, 0],
  ],
)

describe('undecided: the sentence names the pairs', () => {
  const pairs = [
    [1, 0],
    [2, 0],
    [2, 1],
    [3, 0],
    [3, 1],
    [3, 2],
  ].map(([k, l]) => ({ k: k!, l: l! }))
  const begin = 'Whether detailed balance holds is undecided for these 2 levels: the error bar'

  test.each([
    [0, `${begin}s of some affinities decide nothing.`],
    [1, `${begin} of I(1,0) decides nothing.`],
    [2, `${begin}s of I(1,0) and I(2,0) decide nothing.`],
    [4, `${begin}s of I(1,0), I(2,0), I(2,1) and I(3,0) decide nothing.`],
    [5, `${begin}s of I(1,0), I(2,0), I(2,1), I(3,0) and 1 more decide nothing.`],
    [6, `${begin}s of I(1,0), I(2,0), I(2,1), I(3,0) and 2 more decide nothing.`],
  ])('%i of them', (count, sentence) => {
    const undecided = pairs.slice(0, count)
    expect(explainSeveral({ holds: null, undecided, rates: moving }, [])).toBe(sentence)
    const grounds = { holds: null, undecided, rates: moving } as unknown as Grounds
    expect(explain(grounds)).toBe(sentence)
  })
})

test('where no rate is told from zero there is nothing to balance, whatever the verdict', () => {
  for (const holds of [true, false, null]) {
    const grounds = { holds, undecided: [], rates: still, cycles: [] }
    const nothing = 'Nothing to balance: no level changes.'
    expect(explain(grounds as unknown as Grounds)).toBe(nothing)
    expect(explainSeveral(grounds, ['hot'])).toBe(nothing)
    expect(explainWithoutBeta(grounds, 2)).toBe(nothing)
  }
})

test('of several gases of one β it says which of them break it', () => {
  const of = (holds: boolean, ...breaking: string[]): string =>
    explainSeveral({ holds, undecided: [], rates: moving }, breaking)
  expect(of(true)).toBe('Detailed balance holds for every gas, and all share one temperature.')
  expect(of(true, 'hot')).toBe('Detailed balance holds in the sum of the gases, though not for each.')
  expect(of(false)).toBe('Detailed balance is broken in the sum of the gases.')
  expect(of(false, 'hot')).toBe('Detailed balance is broken by the gas hot.')
  expect(of(false, 'hot', 'cold')).toBe('Detailed balance is broken by the gases hot and cold.')
})

test('two gases that meet the system differently, one of them with a symmetry', () => {
  const gases = [different.strengths, [1, 1, 1.5]].map((strengths, i) => {
    const interaction = contactStrengths({ strengths })
    const gas = thermalGas({ dimension: 1, mass: 1, density: 0.1, beta: 1 })
    return encounter({ h: [], system: quarter, interaction, mass: 1 }, gas, ['rough', 'even'][i])
  })
  const together = (...encounters: typeof gases): string =>
    solve({ ...modelOf(quarter, different), encounters }).balance.explanation
  expect(together(gases[0]!, gases[1]!)).toBe('Detailed balance is broken by the gas rough.')
  expect(together(gases[1]!, { ...gases[1]!, name: 'other' })).toBe(
    'Detailed balance holds for every gas, and all share one temperature.',
  )
})

test('without a common temperature the cycles decide', () => {
  const cycles = [{}] as unknown as CycleAffinity[]
  const of = (holds: boolean | null, gases: number, found: readonly CycleAffinity[] = cycles): string =>
    explainWithoutBeta({ rates: moving, holds, cycles: found }, gases)
  const [one, several] = ['The gas has no temperature', 'The gases share no temperature']
  const drives = ', and the rates drive currents around cycles of levels: no state balances every transition.'
  expect([of(false, 1), of(false, 2)]).toEqual([one + drives, several + drives])
  expect(of(null, 2)).toBe(
    `${several}, and whether some state balances every transition is undecided: error bars of affinities are too wide.`,
  )
  const balanced = ', yet some state balances every transition, since '
  expect(of(true, 1)).toBe(`${one}${balanced}no cycle of levels has an affinity.`)
  expect(of(true, 2, [])).toBe(`${several}${balanced}the transitions form no cycle.`)
})
