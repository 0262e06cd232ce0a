/** A place where a phase climbs by about π (or a multiple): where, and between which energies half of the climb takes place. */
export interface PhaseStep {
  readonly energy: number
  readonly width: number
}

/** ½ arg det S, and the same between the ends of the potentials, which never falls by much since no wave leaves before it has come. */
export interface PhaseValue {
  readonly phase: number
  readonly rising: number
}

interface Sample extends PhaseValue {
  readonly x: number
}

/** Intervals on which the rising phase climbs by more than this are halved. */
const resolved = 0.8
/** Slopes this many times those on both sides of a climb make a peak. */
const contrast = 3
const sampleLimit = 20_000

/**
 * Peaks of a phase's slope between first samples: intervals are halved until the rising phase climbs little on each, or until they are a few units in the
 * last place wide. The phase must be one function without jumps of its own; then nothing is too narrow to be found.
 */
export function phaseSteps(phase: (x: number) => PhaseValue, points: readonly number[]): PhaseStep[] {
  const samples = refine(phase, points.map((x) => ({ x, ...phase(x) })))
  const slopes = samples.slice(1).map((b, i) => (b.phase - samples[i]!.phase) / (b.x - samples[i]!.x))
  const background = Math.max(0, median(slopes))
  return slopes.flatMap((slope, i) => {
    const top = slope > 0 && slope >= (slopes[i - 1] ?? 0) && slope > (slopes[i + 1] ?? 0)
    return top && climb(samples, slopes, i) > Math.PI / 2 && slope > contrast * background ? [step(samples[i]!, samples[i + 1]!, slope)] : []
  })
}

/** A peak of slope s is a Lorentzian of full width 2/s. */
function step(a: Sample, b: Sample, slope: number): PhaseStep {
  const unresolved = b.rising - a.rising > 2 * resolved
  return { energy: a.x + (b.x - a.x) / 2, width: unresolved ? b.x - a.x : 2 / slope }
}

/** How far the phase climbs around interval i while its slope exceeds a tenth of the slope there. */
function climb(samples: readonly Sample[], slopes: readonly number[], i: number): number {
  let [from, to] = [i, i + 1]
  while (from > 0 && slopes[from - 1]! > slopes[i]! / 10) from--
  while (to < slopes.length && slopes[to]! > slopes[i]! / 10) to++
  return samples[to]!.phase - samples[from]!.phase
}

function refine(phase: (x: number) => PhaseValue, first: readonly Sample[]): Sample[] {
  const out: Sample[] = []
  const stack = [...first].reverse()
  out.push(stack.pop()!)
  while (stack.length > 0) {
    const a = out.at(-1)!
    const b = stack.at(-1)!
    const x = a.x + (b.x - a.x) / 2
    const divisible = b.x - a.x > 4 * Number.EPSILON * Math.max(Math.abs(a.x), Math.abs(b.x)) && x > a.x && x < b.x
    if (b.rising - a.rising > resolved && divisible && out.length < sampleLimit) stack.push({ x, ...phase(x) })
    else out.push(stack.pop()!)
  }
  return out
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
