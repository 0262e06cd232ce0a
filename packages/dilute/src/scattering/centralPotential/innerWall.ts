import type { CentralInteraction } from '../../model/index.js'

/** ln of what a wall may change in S^ℓ − 1, relatively. */
const negligible = -41
const samples = 400
/** Half of what one sector at the centre takes in, as a phase kr: walls inside are not worth it. */
const leastPhase = 7

/**
 * Where a wave ℓ may be cut off from the centre. It rises through its barrier as exp ∫κ dr, κ² = (ℓ+½)²/r² − 2m(kinetic
 * − V), so that a wall at r changes S^ℓ − 1 by about u(r)²κ(r), while the potentials make it ∫2m|V|u² dr. Both are
 * compared for the deepest potential and the largest kinetic energy, inside the innermost barrier, since a wave may be
 * trapped beyond it. Returns the core where no other wall is far out and safe.
 */
export function innerWall(
  { potentials, core }: CentralInteraction,
  mass: number,
  l: number,
  range: number,
  kinetic: number,
): number {
  const barrier = innermostBarrier(potentials, mass, l, range, kinetic)
  const deltas = potentials.flatMap((potential) => potential.deltas)
  const inside = barrier.filter(({ r }) => deltas.every(({ position }) => r < position))
  const lnAt = (r: number): number => inside.findLast((sample) => sample.r <= r)?.lnSquare ?? -Infinity
  const effects = [
    ...radii(range).map(
      (r) =>
        lnAt(r) + Math.log((2 * mass * largest(potentials.map((potential) => potential.value(r))) * r) / (2 * l + 2)),
    ),
    ...deltas.map(({ position, strength }) => lnAt(position) + Math.log(2 * mass * Math.abs(strength))),
  ]
  const most = effects.reduce((a, b) => Math.max(a, b), -Infinity)
  const wall = inside.findLast(({ r, lnSquare }) => lnSquare + Math.log((2 * l + 1) / r) < most + negligible)
  return wall && wall.r > Math.max(core, leastPhase / Math.sqrt(2 * mass * kinetic)) ? wall.r : core
}

const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** Four decades up to the range, evenly in the logarithm. */
const radii = (range: number): number[] =>
  Array.from({ length: samples }, (_, i) => range * 10 ** (-4 * (1 - (i + 1) / samples)))

/** ln u² from the centre outwards, up to the first point that is not behind the barrier. */
function innermostBarrier(
  potentials: CentralInteraction['potentials'],
  mass: number,
  l: number,
  range: number,
  kinetic: number,
): { readonly r: number; readonly lnSquare: number }[] {
  const step = (4 * Math.LN10) / samples
  const out: { r: number; lnSquare: number }[] = []
  let lnSquare = 0
  for (const r of radii(range)) {
    const square =
      (l + 0.5) ** 2 - 2 * mass * r * r * (kinetic - Math.min(0, ...potentials.map((potential) => potential.value(r))))
    if (!(square > 0)) break
    lnSquare += 2 * Math.sqrt(square) * step
    out.push({ r, lnSquare })
  }
  return out
}
