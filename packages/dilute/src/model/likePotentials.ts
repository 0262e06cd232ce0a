import { gaussLegendre } from '../numerics/index.js'
import type { Potential } from './potentials/potential.js'

/** Differences below this share of the largest value count as none. */
const tolerance = 1e-10
const panelsPerPiece = 16
const rule = gaussLegendre(12)

/** A point inside a smooth piece of a potential with its quadrature weight. */
interface Sample {
  readonly q: number
  readonly weight: number
}

/** True for a potential that is zero. */
export const silent = ({ support, deltas }: Potential): boolean => support.length === 0 && deltas.length === 0

/**
 * Whether b(image(q)) = a(q) at samples of both, `image` being the identity or a reflection, and the deltas of a go to
 * those of b.
 */
export function sameValues(a: Potential, b: Potential, image: (q: number) => number): boolean {
  const points = [...samples(a).map(({ q }) => q), ...samples(b).map(({ q }) => image(q))]
  const values = points.map((q) => [a.value(q), b.value(image(q))] as const)
  const largest = values.reduce((most, [x, y]) => Math.max(most, Math.abs(x), Math.abs(y)), 0)
  return values.every(([x, y]) => Math.abs(x - y) <= tolerance * largest) && sameDeltas(a, b, image)
}

function sameDeltas(a: Potential, b: Potential, image: (q: number) => number): boolean {
  const listed = (deltas: Potential['deltas']): Potential['deltas'] =>
    [...deltas].sort((x, y) => x.position - y.position)
  const [ours, theirs] = [
    listed(a.deltas.map(({ strength, position }) => ({ strength, position: image(position) }))),
    listed(b.deltas),
  ]
  const scale = Math.max(0, ...[...ours, ...theirs].map(({ position }) => Math.abs(position)))
  return (
    ours.length === theirs.length &&
    ours.every(
      ({ strength, position }, i) =>
        Math.abs(strength - theirs[i]!.strength) <= tolerance * Math.abs(strength) &&
        Math.abs(position - theirs[i]!.position) <= tolerance * scale,
    )
  )
}

/**
 * The only centre about which a reflection can permute the potentials: that of ΣV² and of the squared deltas. None
 * where all are zero.
 */
export function mirrorCentre(potentials: readonly Potential[]): number | undefined {
  const some = potentials.filter((potential) => !silent(potential))
  return some.length === 0 ? undefined : centre(some)
}

/** The centre of V² and of the squared deltas. */
export const ownCentre = (potential: Potential): number => centre([potential])

function centre(potentials: readonly Potential[]): number {
  const deltas = potentials.flatMap((potential) =>
    potential.deltas.map(({ strength, position }) => ({ q: position, weight: strength * strength })),
  )
  const smooth = potentials.flatMap((potential) =>
    samples(potential).map(({ q, weight }) => ({ q, weight: weight * potential.value(q) ** 2 })),
  )
  const masses = deltas.length > 0 ? deltas : smooth
  const whole = masses.reduce((sum, { weight }) => sum + weight, 0)
  return masses.reduce((sum, { q, weight }) => sum + q * weight, 0) / whole
}

/** Gauss nodes between the ends of the supports and the breaks. */
function samples({ support, breaks }: Potential): Sample[] {
  return support.flatMap(([from, to]) => {
    const edges = [from, ...breaks.filter((q) => q > from && q < to), to]
    return edges.slice(1).flatMap((end, piece) => panels(edges[piece]!, end))
  })
}

function panels(from: number, to: number): Sample[] {
  const half = (to - from) / (2 * panelsPerPiece)
  return Array.from({ length: panelsPerPiece }, (_, i) => from + (2 * i + 1) * half).flatMap((middle) =>
    Array.from(rule.nodes, (x, n) => ({ q: middle + half * x, weight: half * rule.weights[n]! })),
  )
}
