import type { QuadratureRule } from '../../numerics/index.js'
import type { Profile } from './profile.js'
import type { Sector } from './sectorModes.js'

/** What an unseen piece of a potential may be worth, 2m h∫|ΔV|dq. */
const negligible = 1e-7

/**
 * Whether a rule's nodes on a sector see everything that the profile has there: the polynomials through the potentials
 * at the nodes are the potentials at the points in between. Two rules that agree may both have missed the same narrow
 * well. Next to a centre, where waves vanish as r, it is the polynomials through rV, which may be Coulomb's. `valueAt`
 * is V_ι(q).
 */
export function resolved(
  { points, values }: Profile,
  { from, to, wall }: Sector,
  mass: number,
  rule: QuadratureRule,
  valueAt: (site: number, q: number) => number,
): boolean {
  const [first, end] = [firstAbove(points, from), firstAbove(points, to)]
  const length = to - from
  const atCentre = wall && from === 0
  const weights = barycentric(rule)
  return values.every((v, site) => {
    if (v.subarray(first, end).every((x) => x === v[first])) return true
    const nodes = rule.nodes.map((x) => {
      const share = (1 + x) / 2
      return valueAt(site, from + share * length) * (atCentre ? share : 1)
    })
    let missed = 0
    for (let i = first; i < end; i++) {
      const q = points[i]!
      const width = ((points[i + 1] ?? to) - (points[i - 1] ?? from)) / 2
      const share = atCentre ? q / length : 1
      missed +=
        Math.min(width, length) *
        share *
        Math.abs(share * v[i]! - polynomial(rule.nodes, nodes, weights, (2 * (q - from)) / length - 1))
    }
    return 2 * mass * length * missed <= negligible
  })
}

/** The first index whose point is above q. */
function firstAbove(points: Float64Array, q: number): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[middle]! > q) high = middle
    else low = middle + 1
  }
  return low
}

/** Of interpolation at Gauss–Legendre nodes. */
function barycentric({ nodes, weights }: QuadratureRule): Float64Array {
  return nodes.map((x, j) => (j % 2 === 0 ? 1 : -1) * Math.sqrt((1 - x * x) * weights[j]!))
}

function polynomial(nodes: Float64Array, values: Float64Array, weights: Float64Array, x: number): number {
  let [above, below] = [0, 0]
  for (let j = 0; j < nodes.length; j++) {
    const distance = x - nodes[j]!
    if (distance === 0) return values[j]!
    above += (weights[j]! / distance) * values[j]!
    below += weights[j]! / distance
  }
  return above / below
}
