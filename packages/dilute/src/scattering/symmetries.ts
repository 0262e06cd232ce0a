import { groupIndex, type System } from '../model/index.js'
import { adjoint, complexZeros, euclideanNorm, largestOf, transpose, type ComplexMatrix } from '../numerics/index.js'
import { addMixtures, emptyMixtures, groupTurns, type LevelMixture } from './levelTurns.js'
import { oppositeDirection, probeDirections } from './probes.js'
import { complexBatch, type EnergyBatch, type Scatterer } from './scatterer.js'

/**
 * How far the amplitudes t are from four symmetries, each sufficient for detailed balance (docs/theory.md §10.2): the
 * largest deviation over the energies, as a norm relative to that of t.
 */
export interface AmplitudeSymmetries {
  /** t(k,p′←l,p) = t(l,p←k,p′)*. */
  readonly hermitian: number
  /** t(k,p′←l,p) = t(l,p←k,p′) with suitable phases of the levels; in a suitable basis of equal levels. */
  readonly symmetric: number
  /** |t(k,p′←l,p)| = |t(l,−p←k,−p′)| (23). */
  readonly timeReversal: number
  /** |t(k,p′←l,p)| = |t(l,p←k,p′)| (24). */
  readonly timeReversalParity: number
}

/**
 * Tests the amplitudes at the given energies and at fixed directions. Degenerate levels: moduli are summed over each
 * group.
 */
export function amplitudeSymmetries(scatterer: Scatterer, energies: readonly EnergyBatch[]): AmplitudeSymmetries {
  const directions = probeDirections(scatterer)
  const groupOf = groupIndex(scatterer.system)
  const turns = new Turns(scatterer)
  let [hermitian, symmetric, timeReversal, timeReversalParity] = [0, 0, 0, 0]
  for (const t of amplitudesAt(scatterer, energies, directions)) {
    turns.learn(t)
    const moduli = groupModuli(t, groupOf)
    hermitian = Math.max(hermitian, fromHermitian(t) / t.norm)
    timeReversal = Math.max(timeReversal, fromReversed(moduli, t.directions, oppositeDirection) / t.norm)
    timeReversalParity = Math.max(timeReversalParity, fromReversed(moduli, t.directions, (d) => d) / t.norm)
  }
  const found = turns.found()
  for (const t of amplitudesAt(scatterer, energies, directions))
    symmetric = Math.max(symmetric, fromSymmetric(t, found, scatterer.system.groups) / t.norm)
  return { hermitian, symmetric, timeReversal, timeReversalParity }
}

/** t at one energy over (level, direction). */
interface Amplitudes {
  readonly size: number
  readonly directions: number
  readonly re: Float64Array
  readonly im: Float64Array
  readonly norm: number
}

/** Where they are not zero, a batch at a time: those of many levels at all energies would take too much room. */
function* amplitudesAt(
  scatterer: Scatterer,
  energies: readonly EnergyBatch[],
  directions: readonly (readonly number[])[],
): Generator<Amplitudes, void, void> {
  const size = scatterer.levelCount * directions.length
  for (const batch of energies) {
    const count = batch.offsets.length
    const out = complexBatch(size, count)
    scatterer.amplitudes(batch, directions, out)
    for (let e = 0; e < count; e++) {
      const [re, im] = [every(out.re, count, e), every(out.im, count, e)]
      const norm = Math.hypot(euclideanNorm(re), euclideanNorm(im))
      if (norm > 0) yield { size, directions: directions.length, re, im, norm }
    }
  }
}

function every(values: Float64Array, step: number, first: number): Float64Array {
  const out = new Float64Array(values.length / step)
  for (let i = 0; i < out.length; i++) out[i] = values[i * step + first]!
  return out
}

/** ‖t − t†‖. */
function fromHermitian({ size, re, im }: Amplitudes): number {
  let sum = 0
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      sum += (re[i * size + j]! - re[j * size + i]!) ** 2 + (im[i * size + j]! + im[j * size + i]!) ** 2
  return Math.sqrt(sum)
}

/** The unitary W in each group that makes t nearest to Wt^TW†, found from all amplitudes. */
class Turns {
  private readonly overlaps: ComplexMatrix
  private readonly mixtures: LevelMixture[]
  private count = 0

  constructor(private readonly scatterer: Scatterer) {
    const { levelCount } = scatterer
    this.overlaps = complexZeros(levelCount, levelCount)
    this.mixtures = emptyMixtures(levelCount)
  }

  private get single(): boolean {
    return this.scatterer.system.groups.length === this.scatterer.levelCount
  }

  learn(t: Amplitudes): void {
    if (this.single) addOverlaps(t, this.overlaps)
    else addMixtures(t, this.count++, this.mixtures)
  }

  /** One for each group: phases where all levels are single. */
  found(): ComplexMatrix[] {
    return this.single
      ? Array.from(levelPhases(this.overlaps), phaseFactor)
      : groupTurns(this.mixtures, this.scatterer.system.groups)
  }
}

const phaseFactor = (angle: number): ComplexMatrix => ({
  rows: 1,
  columns: 1,
  re: Float64Array.of(Math.cos(angle)),
  im: Float64Array.of(Math.sin(angle)),
})

/** ‖t − Wt^TW†‖. */
function fromSymmetric(
  { size, directions, re, im }: Amplitudes,
  turns: readonly ComplexMatrix[],
  groups: System['groups'],
): number {
  const rows = turnedRows(turns, groups, directions)
  const transposed = transpose({ rows: size, columns: size, re, im })
  // (W(Wt^T)†)† = Wt^TW†
  const turned = adjoint(times(rows, adjoint(times(rows, transposed))))
  return Math.hypot(
    euclideanNorm(turned.re.map((x, entry) => re[entry]! - x)),
    euclideanNorm(turned.im.map((y, entry) => im[entry]! - y)),
  )
}

/** The entries of one row. */
type SparseRow = readonly { readonly from: number; readonly re: number; readonly im: number }[]

function times(rows: readonly SparseRow[], { columns, re, im }: ComplexMatrix): ComplexMatrix {
  const out = complexZeros(rows.length, columns)
  rows.forEach((row, i) => {
    for (const { from, re: c, im: s } of row) {
      for (let j = 0; j < columns; j++) {
        const [x, y] = [re[from * columns + j]!, im[from * columns + j]!]
        out.re[i * columns + j]! += c * x - s * y
        out.im[i * columns + j]! += c * y + s * x
      }
    }
  })
  return out
}

/** The entries W_kl of every row (level k, direction), with the place of (level l, the same direction). */
function turnedRows(turns: readonly ComplexMatrix[], groups: System['groups'], directions: number): SparseRow[] {
  const rows: SparseRow[] = []
  groups.forEach((members, g) => {
    members.forEach((k, i) => {
      for (let d = 0; d < directions; d++)
        rows[k * directions + d] = members.map((l, j) => {
          const entry = i * members.length + j
          return { from: l * directions + d, re: turns[g]!.re[entry]!, im: turns[g]!.im[entry]! }
        })
    })
  })
  return rows
}

/** √Σ|t|² over groups of degenerate levels, over (group, direction). */
function groupModuli({ size, directions, re, im }: Amplitudes, groupOf: Int32Array): Float64Array {
  const count = (largestOf(groupOf) + 1) * directions
  const place = Int32Array.from(
    { length: size },
    (_, i) => groupOf[Math.floor(i / directions)]! * directions + (i % directions),
  )
  const moduli = new Float64Array(count * count)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      moduli[place[i]! * count + place[j]!]! += re[i * size + j]! ** 2 + im[i * size + j]! ** 2
  return moduli.map(Math.sqrt)
}

/** Norm of |t(k,i←l,j)| − |t(l,r(j)←k,r(i))|. */
function fromReversed(moduli: Float64Array, directions: number, reverse: (d: number) => number): number {
  const count = Math.sqrt(moduli.length)
  const reversed = Int32Array.from({ length: count }, (_, i) => i - (i % directions) + reverse(i % directions))
  let sum = 0
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) sum += (moduli[i * count + j]! - moduli[reversed[j]! * count + reversed[i]!]!) ** 2
  return Math.sqrt(sum)
}

/** Adds Σ t_kl t_lk* over directions. */
function addOverlaps({ size, directions, re, im }: Amplitudes, out: ComplexMatrix): void {
  const levelOf = Int32Array.from({ length: size }, (_, i) => Math.floor(i / directions))
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const pair = levelOf[i]! * out.columns + levelOf[j]!
      const [here, there] = [i * size + j, j * size + i]
      out.re[pair]! += re[here]! * re[there]! + im[here]! * im[there]!
      out.im[pair]! += im[here]! * re[there]! - re[here]! * im[there]!
    }
  }
}

/**
 * The phases χ_k = 2φ_k that make t_kl = e^{i(χ_k−χ_l)} t_lk: arg Σ t_kl t_lk* along the strongest links between
 * levels, from one placed already to the pending one that is linked best (Prim).
 */
function levelPhases({ rows: levelCount, re, im }: ComplexMatrix): Float64Array {
  const phases = new Float64Array(levelCount)
  const strengths = new Float64Array(levelCount)
  const pending = new Set(phases.keys())
  while (pending.size > 0) {
    const k = strongest(pending, strengths)
    pending.delete(k)
    for (const other of pending) {
      const link = other * levelCount + k
      const strength = Math.hypot(re[link]!, im[link]!)
      if (strength <= strengths[other]!) continue
      strengths[other] = strength
      phases[other] = phases[k]! + Math.atan2(im[link]!, re[link]!)
    }
  }
  return phases
}

/** The first of the strongest. */
function strongest(levels: ReadonlySet<number>, strengths: Float64Array): number {
  let best = -1
  for (const level of levels) if (best < 0 || strengths[level]! > strengths[best]!) best = level
  return best
}
