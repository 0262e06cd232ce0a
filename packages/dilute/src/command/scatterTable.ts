import { formatComplex } from '../study/arithmetic/complexFunctions.js'
import type { Complex } from '../study/results.js'
import type { ScatterResults } from '../study/running/scatter.js'
import type { BoundState, FoundPole } from '../study/running/scatteringSpectrum.js'
import type { Channel, ScatteringAtEnergy } from '../study/running/scatteringAtEnergy.js'

/** Wider matrices are left to `--json`. */
const widest = 8
/** S is printed for so many energies; for more of them a line each. */
const mostInFull = 10
/** Levels in such a line. */
const mostInTable = 3
/** Bound states or resonances that are listed. */
const mostPoles = 12

/** Scattering at each energy, for reading: six digits, probabilities between levels, then S between open channels. */
export function scatterTable({ dimension, levels, method, energies, boundStates, resonances, complete, poles, scatteringLength, effectiveRange }: ScatterResults): string {
  const head = `${levels.length} levels at ${levels.map(short).join(', ')}; dimension ${dimension}, method ${method}`
  const lines = energies.length > mostInFull ? probabilityLines(energies) : energies.flatMap((one) => ['', ...energyLines(one)])
  const lists = [...slowLines(scatteringLength, effectiveRange), ...poleLines('Bound states', boundStates ?? []), ...lackLines('Bound states', complete.boundStates), ...poleLines('Resonances', resonances), ...lackLines('Resonances', complete.resonances), ...(poles ?? []).map(foundLine)]
  return `${[head, ...lists, ...lines].join('\n')}\n`
}

function slowLines(length: number | null, range: number | null): string[] {
  return length === null ? [] : [`Scattering length ${short(length)}${range === null ? '' : `, effective range ${short(range)}`}`]
}

function foundLine(pole: FoundPole): string {
  const { guess } = pole
  const from = `Pole from E = ${short(guess.energy)}, width ${short(guess.width)}`
  if ('reason' in pole) return `${from}: none, ${pole.reason}`
  return `${from}: E = ${short(pole.energy)}, width ${short(pole.width)}${pole.artificial ? ', made by the end of the potential' : ''}`
}

/** Up to where a list has all there is. */
function lackLines(name: string, complete: ScatterResults['complete']['boundStates']): string[] {
  if (complete === true || complete === null) return []
  return [`${name} are ${complete.upTo === null ? 'not complete' : `complete up to E = ${short(complete.upTo)}`}: ${complete.reason}`]
}

/** A bound state or a resonance. */
type Listable = Pick<BoundState, 'energy' | 'angularMomentum'> & { readonly width?: number | null; readonly nodes?: number }

/** A line each, the first few: energy, width or nodes where there are some, and the partial wave. */
function poleLines(name: string, poles: readonly Listable[]): string[] {
  if (poles.length === 0) return []
  const line = ({ energy, width, nodes, angularMomentum }: Listable): string => [
    `  E = ${short(energy)}`,
    ...(width === undefined ? [] : [width === null ? 'width below rounding' : `width ${width.toPrecision(3)}`]),
    ...(angularMomentum === undefined ? [] : [`ℓ = ${angularMomentum}`]),
    ...(nodes === undefined ? [] : [`${nodes} below it`]),
  ].join(', ')
  return [`${name}${poles.length > mostPoles ? `, the first ${mostPoles} of ${poles.length}; --json prints all` : ''}`, ...poles.slice(0, mostPoles).map(line)]
}

/**
 * A line for each energy: every level-to-level probability, on a line of space what passes and what turns back, all averaged over the incoming modes; cross
 * sections for central potentials.
 */
function probabilityLines(energies: readonly ScatteringAtEnergy[]): string[] {
  const levels = energies.reduce((most, { channels }) => Math.max(most, ...channels.map(({ level }) => level + 1)), 0)
  const shown = Array.from({ length: Math.min(levels, mostInTable) }, (_, k) => k)
  const onLine = energies.some(({ transmission }) => transmission !== null)
  const name = energies.some(({ probabilities }) => probabilities === null) ? 'σ' : 'P'
  const delays = energies.some(({ delayTime }) => typeof delayTime === 'number')
  const heads = ['E', ...(delays ? ['delay'] : []), ...shown.flatMap((from) => [...(onLine ? [`T(${from})`, `R(${from})`] : []), ...shown.map((to) => `${name}(${to}←${from})`)])]
  const rows = energies.map((one) => [short(one.energy), ...(delays ? [short(one.delayTime!)] : []), ...shown.flatMap((from) => levelEntries(one, from, shown, onLine))])
  const widths = heads.map((head, c) => Math.max(head.length, ...rows.map((row) => row[c]!.length)) + 2)
  const line = (cells: readonly string[]): string => cells.map((cell, c) => cell.padStart(widths[c]!)).join('')
  const cut = levels > mostInTable ? [`  The lowest ${mostInTable} of ${levels} open levels; --json prints all.`] : []
  return ['', line(heads), ...rows.map(line), ...cut]
}

function levelEntries({ channels, transmission, reflection, probabilities, crossSections }: ScatteringAtEnergy, from: number, shown: readonly number[], onLine: boolean): string[] {
  const own = channels.flatMap(({ level }, i) => (level === from ? [i] : []))
  const mean = (values: readonly number[] | null): string => own.length === 0 || values === null ? '–' : four(own.reduce((sum, i) => sum + values[i]!, 0) / own.length)
  const open = (level: number): boolean => channels.some((channel) => channel.level === level)
  return [...(onLine ? [mean(transmission), mean(reflection)] : []), ...shown.map((to) => (open(from) && open(to) ? four((probabilities ?? crossSections!)[to]![from]!) : '–'))]
}

const four = (x: number): string => (x !== 0 && (x < 1e-4 || x >= 1e4) ? x.toExponential(1) : x.toFixed(4))

function energyLines({ energy, channels, probabilities, crossSections, s, unitarityResidual, transmission, reflection, amplitudeError, delayTime }: ScatteringAtEnergy): string[] {
  if (channels.length === 0) return [`E = ${short(energy)}: below every level, no channel is open`]
  const open = [...new Set(channels.map(({ level }) => level))]
  return [
    `E = ${short(energy)}: ${openWords(channels, open.length, probabilities === null)}, unitarity to ${unitarityResidual.toExponential(1)}${refinement(amplitudeError)}`,
    ...(typeof delayTime === 'number' ? [`  Delay time, all channels together: ${short(delayTime)}`] : []),
    ...(transmission && reflection ? passage(channels, transmission, reflection) : []),
    ...(probabilities ? ['  Probability, to level \\ from level', ...levelGrid(open, probabilities)] : []),
    ...(crossSections ? ['  Cross section, to level \\ from level', ...levelGrid(open, crossSections)] : []),
    ...(channels.length > widest ? [`  S has ${channels.length} channels; --json prints it`] : matrixLines(channels, s)),
  ]
}

/** Partial waves stand for many channels each. */
function openWords(channels: readonly Channel[], levels: number, waves: boolean): string {
  return waves ? `${levels} open levels, ${channels.length / levels} partial waves` : `${channels.length} open channels`
}

function levelGrid(open: readonly number[], values: readonly (readonly number[])[]): string[] {
  return grid(open.map(String), open.map((to) => open.map((from) => short(values[to]![from]!))))
}

const refinement = (error: number): string => `, S to ${error.toExponential(1)}`

/** What passes and what turns back, for each way to come in. */
function passage(channels: readonly Channel[], transmission: readonly number[], reflection: readonly number[]): string[] {
  return ['  Incoming (level, direction)', ...grid(['passes', 'turns back'], [transmission, reflection].map((values) => values.map(short)), channels.map(channelName))]
}

function matrixLines(channels: readonly Channel[], s: ScatteringAtEnergy['s']): string[] {
  return ['  S, outgoing \\ incoming (level, mode)', ...grid(channels.map(channelName), s.map((row) => row.map(shortComplex)))]
}

function channelName({ level, mode }: Channel): string {
  return `(${level},${mode})`
}

function grid(names: readonly string[], rows: readonly (readonly string[])[], columns = names): string[] {
  const width = Math.max(...columns.map((name) => name.length), ...rows.flat().map((entry) => entry.length)) + 2
  const first = Math.max(8, ...names.map((name) => name.length + 1))
  const line = (name: string, entries: readonly string[]) => `  ${name.padEnd(first)}${entries.map((entry) => entry.padStart(width)).join('')}`
  return [line('', columns), ...rows.map((row, index) => line(names[index]!, row))]
}

function short(x: number): string {
  return String(Number(x.toPrecision(6)))
}

function shortComplex([re, im]: Complex): string {
  return formatComplex([Number(re.toPrecision(6)), Number(im.toPrecision(6))])
}
