import { formatComplex } from '../study/arithmetic/complexFunctions.js'
import type { Complex } from '../study/results.js'
import type { Channel, ScatterResults, ScatteringAtEnergy } from '../study/running/scatter.js'

/** Wider matrices are left to `--json`. */
const widest = 8

/** Scattering at each energy, for reading: six digits, probabilities between levels, then S between open channels. */
export function scatterTable({ dimension, levels, method, energies }: ScatterResults): string {
  const head = `${levels.length} levels at ${levels.map(short).join(', ')}; dimension ${dimension}, method ${method}`
  return `${[head, ...energies.flatMap((one) => ['', ...energyLines(one)])].join('\n')}\n`
}

function energyLines({ energy, channels, probabilities, s, unitarityResidual }: ScatteringAtEnergy): string[] {
  if (channels.length === 0) return [`E = ${short(energy)}: below every level, no channel is open`]
  const open = [...new Set(channels.map(({ level }) => level))]
  return [
    `E = ${short(energy)}: ${channels.length} open channels, unitarity to ${unitarityResidual.toExponential(1)}`,
    '  Probability, to level \\ from level',
    ...grid(open.map(String), open.map((to) => open.map((from) => short(probabilities[to]![from]!)))),
    ...(channels.length > widest ? [`  S has ${channels.length} channels; --json prints it`] : matrixLines(channels, s)),
  ]
}

function matrixLines(channels: readonly Channel[], s: ScatteringAtEnergy['s']): string[] {
  return ['  S, outgoing \\ incoming (level, mode)', ...grid(channels.map(channelName), s.map((row) => row.map(shortComplex)))]
}

function channelName({ level, mode }: Channel): string {
  return `(${level},${mode})`
}

function grid(names: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...names.map((name) => name.length), ...rows.flat().map((entry) => entry.length)) + 2
  const line = (first: string, entries: readonly string[]) => `  ${first.padEnd(8)}${entries.map((entry) => entry.padStart(width)).join('')}`
  return [line('', names), ...rows.map((row, index) => line(names[index]!, row))]
}

function short(x: number): string {
  return String(Number(x.toPrecision(6)))
}

function shortComplex([re, im]: Complex): string {
  return formatComplex([Number(re.toPrecision(6)), Number(im.toPrecision(6))])
}
