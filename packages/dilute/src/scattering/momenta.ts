import type { System } from '../model/index.js'

/** The momenta of all levels at one total energy: p_k = √(2m(E−𝓔_k)), or iκ_k with `open[k] = 0` and the value κ_k. */
export interface Momenta {
  readonly value: Float64Array
  readonly open: Uint8Array
}

export function momentaFor(levelCount: number): Momenta {
  return { value: new Float64Array(levelCount), open: new Uint8Array(levelCount) }
}

/** Stands for the momentum zero, so that a channel exactly at threshold divides nothing by zero. */
const smallestMomentum = 1e-150

/** Fills `out` for E = 𝓔_level + offset. A level exactly at threshold counts as closed. */
export function fillMomenta(system: System, mass: number, level: number, offset: number, out: Momenta): void {
  const { levels } = system
  for (let k = 0; k < levels.length; k++) {
    const kinetic = offset + (levels[level]! - levels[k]!)
    out.value[k] = Math.max(Math.sqrt(2 * mass * Math.abs(kinetic)), smallestMomentum)
    out.open[k] = kinetic > 0 ? 1 : 0
  }
}

/**
 * Sets re[at] + i·im[at] to the momentum of a channel at a complex kinetic energy x + iy: the root of 2m(x + iy)
 * without cancellation, that with Re p > 0 in an open channel and Im p > 0 in a closed one.
 */
export function setComplexMomentum(
  mass: number,
  x: number,
  y: number,
  open: boolean,
  at: number,
  re: Float64Array,
  im: Float64Array,
): void {
  const sign = open ? 1 : -1
  const larger = Math.max(Math.sqrt(mass * (Math.hypot(x, y) + Math.abs(x))), smallestMomentum)
  const smaller = (mass * y) / larger
  // of ±2m(x + iy); times i for a closed channel
  const along = sign * x >= 0
  const a = along ? larger : Math.abs(smaller)
  const b = along ? sign * smaller : Math.sign(sign * y || 1) * larger
  re[at] = open ? a : -b
  im[at] = open ? b : a
}

/** How many levels are open at E = 𝓔_level + offset: the lowest ones, since levels ascend. */
export function openLevelsAt({ levels }: System, level: number, offset: number): number {
  return levels.reduce((count, energy) => (offset + (levels[level]! - energy) > 0 ? count + 1 : count), 0)
}

/** How many levels are open. */
export function openLevels({ open }: Momenta): number {
  let count = open.length
  while (count > 0 && open[count - 1] === 0) count--
  return count
}

/** Sets re[at] + i·im[at] to (e^{ipx} − 1)/p, for p = κi when closed: regular towards p = 0, where it is ix. */
export function setPhaseStep(
  p: number,
  open: boolean,
  x: number,
  at: number,
  re: Float64Array,
  im: Float64Array,
): void {
  const half = open ? Math.sin((p * x) / 2) : 0
  re[at] = (-2 * half * half) / p
  im[at] = (open ? Math.sin(p * x) : -Math.expm1(-p * x)) / p
}
