import { OutOfDomain, type Steps } from '../../numerics/index.js'
import { contactStrengths, gaussianPotential, potentialInteraction, ringSystem, thermalGas } from '../../model/index.js'
import { channelScatterer, contactScatterer, type Scatterer } from '../../scattering/index.js'
import { collisionTable, thermalRates } from '../../generator/index.js'
import { detailedBalance } from '../../thermodynamics/index.js'
import { matrix, version } from '../../study/index.js'
import { ratioPairs } from '../../tell/levelPairs.js'

/** Which widths and distances are solved. */
export interface RangeTask {
  /** Widths of the Gaussians, all dots at one point. */
  readonly widths: readonly number[]
  /** Distances between neighbouring dots on the line, q = −d, 0, d. */
  readonly distances: readonly number[]
  /** The width of the Gaussians while the distance varies. */
  readonly widthApart: number
}

const steps = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, i) => Number((from + ((to - from) * i) / count).toFixed(6)))

/** What the figure `range` shows: widths from almost none to 1.2, distances up to 3. */
export const rangeTask: RangeTask = {
  widths: [0.001, 0.002, 0.005, 0.01, 0.02, ...steps(0.05, 1.2, 23)],
  distances: steps(0, 3, 60),
  widthApart: 0.3,
}

/** I(k,l) as nested arrays, [k][l], null on the diagonal. */
type Ratio = readonly (readonly (number | null)[])[]

/**
 * The ring of the paper's Fig. 1 with Gaussians in place of its contacts, the area of each fixed at the strength of the
 * contact.
 */
export interface RangeResults {
  readonly title: string
  readonly beta: number
  readonly strengths: readonly number[]
  readonly levels: readonly number[]
  /** Contacts, all at one point. */
  readonly contact: Ratio
  readonly widths: readonly { readonly width: number; readonly ratio: Ratio }[]
  readonly widthApart: number
  readonly distances: readonly { readonly distance: number; readonly ratio: Ratio; readonly contact: Ratio }[]
  /** n of |I − I_contact| ∝ widthⁿ between the two smallest widths, [k][l]. */
  readonly order: Ratio
  readonly evidence: { readonly tolerance: number; readonly version: string; readonly seed: null }
}

const beta = 2
const mass = 1
const strengths = [1, 0.7, 1.5]
const relativeError = 1e-10
const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
const gas = thermalGas({ dimension: 1, mass, density: 1, beta })

/** I(k,l) against the potentials' width and the dots' distance; throws RangeError for fewer than two widths. */
export function* rangeResults({ widths, distances, widthApart }: RangeTask): Steps<RangeResults> {
  if (widths.length < 2) throw new OutOfDomain('widths', `widths must be two or more, but are ${widths.length}`)
  const contact = ratios(contacts(0))
  const [byWidth, byDistance] = [[], []] as [Mutable<'widths'>, Mutable<'distances'>]
  const step = () => ({
    what: 'widths and distances',
    done: byWidth.length + byDistance.length,
    of: widths.length + distances.length,
  })
  for (const width of widths) {
    byWidth.push({ width, ratio: ratios(gaussians(width, 0)) })
    yield step()
  }
  for (const distance of distances) {
    const ratio = ratios(gaussians(widthApart, distance))
    byDistance.push({ distance, ratio, contact: ratios(contacts(distance)) })
    yield step()
  }
  return {
    title: 'How far does broken detailed balance outlive the contact model?',
    beta,
    strengths,
    levels: [...system.levels],
    contact,
    widths: byWidth,
    widthApart,
    distances: byDistance,
    order: order(byWidth, contact),
    evidence: { tolerance: relativeError, version, seed: null },
  }
}

/** `1.001 to 1.002`: the powers of the pairs, which the summary and the figure tell alike. */
export function powersText({ order, levels }: Pick<RangeResults, 'order' | 'levels'>): string {
  const powers = ratioPairs(levels.length).map(({ k, l }) => order[k]![l]!)
  const [least, most] = [Math.min(...powers).toFixed(3), Math.max(...powers).toFixed(3)]
  return least === most ? least : `${least} to ${most}`
}

type Mutable<List extends 'widths' | 'distances'> = RangeResults[List][number][]

const places = (distance: number): number[] => [-distance, 0, distance]

function contacts(distance: number): Scatterer {
  return contactScatterer({ system, mass, interaction: contactStrengths({ strengths, positions: places(distance) }) })
}

/** Of area V: V exp(−(q − q_ι)²/2w²)/(w√(2π)). */
function gaussians(width: number, distance: number): Scatterer {
  const potentials = strengths.map((v, i) =>
    gaussianPotential({ height: v / (width * Math.sqrt(2 * Math.PI)), width, center: places(distance)[i]! }),
  )
  return channelScatterer({ system, mass, interaction: potentialInteraction(potentials) })
}

function ratios(scatterer: Scatterer): Ratio {
  const rates = thermalRates(collisionTable(scatterer, { betas: [beta], relativeError }), gas)
  return matrix(system.sites, detailedBalance(rates, system.levels, beta).ratio).map((row) =>
    row.map((i) => (Number.isNaN(i) ? null : i)),
  )
}

function order(widths: RangeResults['widths'], contact: Ratio): Ratio {
  type Width = RangeResults['widths'][number]
  const [first, second] = [...widths].sort((a, b) => a.width - b.width) as [Width, Width]
  const away = (ratio: Ratio, k: number, l: number): number => Math.abs(ratio[k]![l]! - contact[k]![l]!)
  return contact.map((row, k) =>
    row.map((i, l) =>
      i === null
        ? null
        : Math.log(away(second.ratio, k, l) / away(first.ratio, k, l)) / Math.log(second.width / first.width),
    ),
  )
}
