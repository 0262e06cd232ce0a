import type { AntiunitaryVerdict, PointResults, SymmetryVerdict } from '../../study/index.js'
import { brief } from '../numbers.js'
import { computedCell, countCell, explanation, nameColumn, numberColumn, table } from '../parts.js'
import { zeroWithin } from '../rounding.js'
import type { Cell, Column, Part, Section } from '../section.js'

const columns: readonly Column[] = [{ name: 'condition', kind: 'words' }, nameColumn('holds'), numberColumn('residual')]

/**
 * The symmetries that would each enforce detailed balance, and how far the model is from them; for where there is room.
 */
export function symmetrySection(point: PointResults): Section {
  const {
    detailedBalance: { symmetries },
    evidence: { tolerances },
  } = point
  const rows = [
    row('Hermitian scattering amplitude', symmetries.hermitian),
    row('Symmetric scattering amplitude, up to phases of the levels', symmetries.symmetric),
    row('Time reversal, Eq. (23): same strength for the reversed collision', symmetries.timeReversal),
    row('Time reversal with parity, Eq. (24): same strength with the levels exchanged', symmetries.timeReversalParity),
    antiunitaryRow(symmetries.antiunitary),
  ]
  return {
    title: 'Symmetries',
    heading: 'Symmetries',
    parts: [
      explanation(
        `${meaning(point)} The residual is relative; it counts as zero below ` +
          `${brief(tolerances.symmetries)}. Equation numbers are those of PRL 131, 040401.${farthest(point)}`,
      ),
      table(columns, rows, 'conditions', { room: 'wide' }),
      ...antiunitaryParts(symmetries.antiunitary),
    ],
  }
}

/** What the conditions are enough for: they balance the rates of a gas against its own temperature. */
function meaning({ beta, baths = {} }: PointResults): string {
  const gases = Object.values(baths)
  if (beta !== null) return 'Each of these is enough for detailed balance; none is necessary.'
  if (gases.every((gas) => gas.beta === null)) {
    const without = gases.length > 1 ? 'these gases have' : 'this gas has'
    return `Each of these would be enough for detailed balance of a thermal gas; ${without} no temperature.`
  }
  return 'Each of these is enough for detailed balance of each thermal gas on its own; none is necessary.'
}

const farthest = ({ baths = {} }: PointResults): string =>
  Object.keys(baths).length > 1 ? ' Of several gases the one farthest from the condition counts.' : ''

function row(name: string, { verdict, residual }: SymmetryVerdict): Cell[] {
  return [name, verdict ? 'yes' : 'no', computedCell(residual, 3)]
}

function antiunitaryRow({ verdict, residual }: AntiunitaryVerdict): Cell[] {
  const answer = verdict === null ? 'undecided' : verdict ? 'yes' : 'no'
  const name = 'Antiunitary symmetry of the model: a permutation of sites with phases and complex conjugation'
  return [name, answer, computedCell(residual, 3)]
}

function antiunitaryParts({ verdict, permutation, phases }: AntiunitaryVerdict): Part[] {
  if (verdict === null) {
    return [
      explanation(
        'The search for an antiunitary symmetry was cut short, because there are too many permutations of ' +
          'the sites.',
      ),
    ]
  }
  if (!verdict || permutation === null) return []
  const rows = permutation.map((to, site) => [countCell(site), countCell(to), phaseCell(phases?.[site])])
  const headings = [numberColumn('site'), numberColumn('goes to site'), numberColumn('phase (radians)')]
  return [
    {
      kind: 'details',
      room: 'wide',
      summary: 'The antiunitary symmetry found',
      parts: [table(headings, rows, 'sites')],
    },
  ]
}

const turn = 2 * Math.PI
/** Phases so close to −π are π but for rounding, and those so close to 0 are 0. */
const slack = 1e-9

/** A phase from above −π up to π, whichever turn it is given in. */
function phaseCell(phase: number | undefined): Cell {
  if (phase === undefined) return computedCell(phase)
  return computedCell(zeroWithin(phase - turn * Math.ceil((phase - Math.PI) / turn - slack), slack))
}
