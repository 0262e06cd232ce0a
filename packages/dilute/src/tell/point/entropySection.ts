import type { PointResults } from '../../study/index.js'
import { isZeroWithin } from '../measured.js'
import { missing } from '../numbers.js'
import {
  computedCell,
  countCell,
  explanation,
  fact,
  measuredCell,
  nameColumn,
  numberColumn,
  summaryHeading,
  table,
  withDashNotes,
} from '../parts.js'
import { reasonsAt } from '../reasons.js'
import type { Details, Fact, Phrase, Section } from '../section.js'
import { entropySymbol } from '../symbols.js'
import { index, italic, rich, type Text } from '../text.js'
import { after, unitOf, unitsOf } from '../units.js'

/** Entropy production with its two parts, heat, how fast the system relaxes, and its stationary state. */
export function entropySection(point: PointResults): Section {
  const facts = [
    { name: 'Entropy production', symbol: entropySymbol, value: entropyPhrase(point) },
    fact('Heat into the system', ...heatPhrase(point)),
    fact('Relaxation', ...relaxationPhrase(point)),
    stationaryFact(point),
  ]
  return {
    title: 'Entropy production and relaxation',
    heading: summaryHeading,
    parts: [
      ...withDashNotes(
        [{ kind: 'facts', facts }],
        [point],
        'entropyProduction.schnakenberg',
        ...(point.entropyProduction.total === null ? [] : ['entropyProduction.violation']),
        'relaxation',
        'heatCurrents',
      ),
      explanation(entropyNote(point)),
      explanation(
        'The reversible part of the rates is what detailed balance would leave of them' +
          `${point.beta === null ? ', here with respect to the stationary state' : ''}.`,
      ),
      eigenvalues(point),
    ],
  }
}

/** `σ = its apparent part + what broken detailed balance adds`, as far as they are known. */
function entropyPhrase(point: PointResults): Phrase {
  const { total, totalError, schnakenberg, schnakenbergError, violation, violationError } = point.entropyProduction
  const whole = measuredCell(total, totalError, 4),
    apparent = measuredCell(schnakenberg, schnakenbergError, 4)
  const unit = after(unitsOf(point), 'rate')
  if (total === null) return [apparent, `${unit} (Schnakenberg part; ${noTotal(point)})`]
  if (schnakenberg === null && violation === null) return [whole, `${unit}; its two parts have no value${why(point)}`]
  const isLess = violation !== null && violation < 0 && !isZeroWithin(violation, violationError)
  const broken = measuredCell(violation === null ? null : Math.abs(violation), violationError, 4)
  return [
    whole,
    ' = ',
    apparent,
    ` (Schnakenberg) ${isLess ? '-' : '+'} `,
    broken,
    ` (violation)${unit === '' ? '' : `, in${unit}`}`,
  ]
}

/** Why σ is not known. */
function noTotal(point: PointResults): string {
  return reasonsAt([point], 'entropyProduction.total')[0] ?? 'the total needs a temperature of every gas'
}

/** Why its parts are not known. */
function why(point: PointResults): string {
  const [reason] = reasonsAt([point], 'entropyProduction.schnakenberg')
  return reason === undefined ? '' : `: ${reason}`
}

/** From each gas; from several the parts cancel in the stationary state. */
function heatPhrase(point: PointResults): Phrase {
  const { heatCurrents, heatCurrentsError } = point,
    unit = after(unitsOf(point), 'heat current')
  const each = Object.entries(heatCurrents).flatMap(([name, value], i): Phrase => [
    `${i === 0 ? '' : `${unit}, `}from ${name} `,
    measuredCell(value, heatCurrentsError[name], 4),
  ])
  return each.length === 0 ? [missing] : unit === '' ? each : [...each, unit]
}

function relaxationPhrase(point: PointResults): Phrase {
  const { gap, gapError, reversibleGap, reversibleGapError } = point.relaxation,
    unit = after(unitsOf(point), 'rate')
  const reversible = measuredCell(reversibleGap, reversibleGapError, 4)
  return ['slowest rate ', measuredCell(gap, gapError, 4), `${unit}; reversible part alone `, reversible, unit]
}

function stationaryFact({
  stationary: { gibbs, gibbsResidual, unique },
  detailedBalance: { thermalizationResidual },
}: PointResults): Fact {
  if (gibbs === null) {
    return fact(
      'Stationary state',
      `no Gibbs state, since there is no common temperature${unique ? '' : '; it is not unique'}`,
    )
  }
  return fact(
    'Gibbs state',
    'inflow and outflow agree to ',
    computedCell(thermalizationResidual, 2),
    '; stationary state differs by ',
    computedCell(gibbsResidual, 2),
    unique ? '' : ' and is not unique',
  )
}

function entropyNote({ baths = {}, entropyProduction: { total } }: PointResults): Text {
  const apparent = 'The apparent part (Schnakenberg) is what the currents between the levels suggest, gas by gas'
  if (total === null) return `${apparent}; it needs no temperature.`
  if (Object.keys(baths).length < 2) {
    return (
      'The two parts of the entropy production, Eq. (26), cancel at equilibrium: the apparent part counts a flow ' +
      'that costs nothing.'
    )
  }
  return rich(
    'σ = −Σ β',
    index('b'),
    italic('J'),
    index('b'),
    `, with the inverse temperature of each gas and the heat from it. ${apparent}; ` +
      'the other, the violation, corrects it for the ratios of each gas that are not 1.',
  )
}

function eigenvalues(point: PointResults): Details {
  const {
      relaxation: { eigenvalues: found, eigenvaluesError },
    } = point,
    unit = unitOf(unitsOf(point), 'rate')
  const rows = found.map(([re, im], i) => {
    const radius = eigenvaluesError[i]
    return [countCell(i + 1), measuredCell(re, radius, 4), measuredCell(im, radius, 4)]
  })
  const columns = [nameColumn(''), numberColumn('real part', unit), numberColumn('imaginary part', unit)]
  return {
    kind: 'details',
    room: 'wide',
    summary: 'All relaxation eigenvalues',
    parts: [table(columns, rows, 'eigenvalues')],
  }
}
