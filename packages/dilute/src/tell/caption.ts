import type { SweepPoint } from '../study/index.js'
import { commonStates, stateWord } from './states.js'
import { pictureOf, subjectOf } from './subject.js'
import { italic, rich, type Text } from './text.js'

/** What the figure of these results shows, in words for a page; null where it has none. */
export function figureCaption(points: readonly SweepPoint[]): Text | null {
  const [first] = points
  if (first === undefined) return null
  const picture = pictureOf(points)
  if (picture === 'levels') return levelCaption(first)
  if (picture === 'sample') return sampleCaption(points)
  return picture === 'flow curves' ? flowCaption(first) : ratioCaption(points, picture)
}

function flowCaption({ baths = {} }: SweepPoint): string {
  const above =
    Object.keys(baths).length > 1
      ? 'the heat that each gas gives to the system per unit time, negative where it takes heat'
      : 'what flows between the levels per unit time, negative where it flows the other way'
  return `Above, ${above}; below, the entropy production that goes with it, as far as it is known.`
}

function sampleCaption(points: readonly SweepPoint[]): Text {
  const drawn = 'Each dot is a point of the sample; its colour is'
  if (subjectOf(points) === 'flows') return `${drawn} the entropy production of the stationary state.`
  return rich(
    `${drawn} the largest |ln `,
    italic('I'),
    '| of all pairs of levels, which is 0 where detailed balance holds.',
  )
}

function ratioCaption(points: readonly SweepPoint[], picture: 'ratio curves' | 'ratio matrix'): Text {
  const states = commonStates(points),
    of = stateWord(states)
  const drawn = picture === 'ratio curves' ? 'Each curve is the ratio' : 'Each field is the logarithm of the ratio'
  const names = points[0]!.levels.length === 3 && !states.grouped ? ' out of −, 0, +' : ''
  return rich(
    `${drawn} for one pair of ${states.grouped ? 'groups of equal levels' : 'levels'}${names}: the rate to ${of} `,
    italic('k'),
    ` from ${of} `,
    italic('l'),
    ' over the reverse rate, each weighted with the Gibbs population it starts from. Detailed balance demands ' +
      'that every ratio is 1.',
  )
}

function levelCaption({ baths = {} }: SweepPoint): string {
  const gases =
    Object.keys(baths).length > 1 ? ' Beside them, the heat that each gas gives to the system, or takes from it.' : ''
  return (
    `The levels at their energies with their stationary populations, and the net currents that flow between ` +
    `them.${gases}`
  )
}
