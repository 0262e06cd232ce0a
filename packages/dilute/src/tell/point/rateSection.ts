import type { PointResults } from '../../study/index.js'
import { significant } from '../numbers.js'
import { explanation, measuredCell, note, withDashNotes } from '../parts.js'
import type { Matrix, Part, Section } from '../section.js'
import { ratesBetween, statesOf, stateWord, type MeasuredMatrix, type States } from '../states.js'
import { rateSymbol } from '../symbols.js'
import { italic, rich, type RichText } from '../text.js'
import { after, perSecondText, unitOf, unitsOf, type Units } from '../units.js'

/** The matrix of rates. */
export function rateSection(point: PointResults): Section {
  const states = statesOf(point),
    what = stateWord(states),
    unit = unitOf(unitsOf(point), 'rate')
  const several = Object.keys(point.baths ?? {}).length > 1 ? ' of all gases together' : ''
  return {
    title: 'Transition rates',
    heading:
      `Rates a(k,l)${several}, to ${what} k from ${what} l (${point.normalization} normalization` +
      `${unit === null ? '' : `, in ${unit}`})`,
    parts: [
      explanation(meaning(point, states)),
      ...withDashNotes(
        [rateMatrix(ratesBetween(states, point), states, unitsOf(point))],
        [point],
        states.grouped ? 'groupRates' : 'rates',
      ),
      ...perSecond(point),
    ],
  }
}

function perSecond(point: PointResults): Part[] {
  const text = perSecondText(point)
  return text === null ? [] : [note(text)]
}

function meaning({ normalization, baths = {}, ...point }: PointResults, states: States): RichText {
  const what = stateWord(states),
    unit = unitOf(unitsOf(point), 'rate')
  const kind =
    normalization === 'paper'
      ? 'normalized as in Eq. (20) of PRL 131, 040401'
      : 'per unit time, in physical normalization (flux times probability)'
  return rich(
    rateSymbol,
    ` is the rate to ${what} `,
    italic('k'),
    ` from ${what} `,
    italic('l'),
    Object.keys(baths).length > 1 ? ', all gases together' : '',
    states.grouped ? ', from a group in its uniform state' : '',
    `, ${kind}${unit === null ? '' : `, in ${unit}`}.`,
  )
}

/** Rates between states with their error bars. */
export function rateMatrix({ values, errors }: MeasuredMatrix, states: States, units?: Units): Matrix {
  const { names } = states
  const cells = names.map((_, to) => names.map((__, from) => measuredCell(values[to]?.[from], errors[to]?.[from], 4)))
  return { kind: 'matrix', what: 'rates', names, cells, range: range(values, states, units) }
}

/** `66 rates between 12 levels, from 3.1e-5 to 0.02`. */
function range(values: MeasuredMatrix['values'], states: States, units: Units | undefined): string {
  const given = values.flatMap((row, to) => row.filter((value, from): value is number => from !== to && value !== null))
  const [least, most] = [Math.min, Math.max].map((extreme) =>
    significant(given.reduce((x, y) => extreme(x, y), extreme())),
  )
  return `${given.length} rates between ${states.names.length} ${stateWord(states)}s, from ${least} to ${most}${after(
    units,
    'rate',
  )}`
}
