import type { Complex, ScatterResults, Channel, ScatteringAtEnergy } from '../study/index.js'
import { brief, complexText, missing } from './numbers.js'
import { chosenCell, fact, nameColumn, note, numberColumn, table } from './parts.js'
import type { Cell, Column, Part, Section } from './section.js'
import { after, unitOf, unitsOf } from './units.js'

/** Wider matrices are left to the results. */
const widest = 8
/** Levels in the line of an energy. */
const mostInLine = 3

/** Probabilities between levels at one energy, then S between open channels. */
export function energySection(one: ScatteringAtEnergy, results: ScatterResults): Section {
  const units = unitsOf(results),
    at = `E = ${brief(one.energy)}${after(units, 'energy')}`
  if (one.channels.length === 0)
    return { title: at, heading: `${at}: below every level, no channel is open`, parts: [] }
  const heading = `${at}: ${openWords(one)}, unitarity to ${one.unitarityResidual.toExponential(1)}, S to ${one.amplitudeError.toExponential(
    1,
  )}`
  return {
    title: heading,
    heading,
    parts: [...delayParts(one, results), ...passageParts(one), ...levelParts(one, results), ...sParts(one)],
  }
}

/** Partial waves stand for many channels each. */
function openWords({ channels, probabilities }: ScatteringAtEnergy): string {
  const levelCount = openLevels(channels).length
  if (probabilities !== null) return `${channels.length} open channels`
  return `${levelCount} open ${levelCount === 1 ? 'level' : 'levels'}, ${channels.length / levelCount} partial waves`
}

const openLevels = (channels: readonly Channel[]): number[] => [...new Set(channels.map(({ level }) => level))]

const channelName = ({ level, mode }: Channel): string => `(${level},${mode})`

function delayParts({ delayTime }: ScatteringAtEnergy, results: ScatterResults): Part[] {
  if (typeof delayTime !== 'number') return []
  return [
    {
      kind: 'facts',
      facts: [fact('Delay time, all channels together', chosenCell(delayTime), after(unitsOf(results), 'time'))],
    },
  ]
}

/** What passes and what turns back, for each way to come in. */
function passageParts({ channels, transmission, reflection }: ScatteringAtEnergy): Part[] {
  if (transmission === null || reflection === null) return []
  const rows = [
    ['passes', transmission],
    ['turns back', reflection],
  ] as const
  return grid('Incoming (level, direction)', channels.map(channelName), rows)
}

/** Probabilities or cross sections from level to level. */
function levelParts({ channels, probabilities, crossSections }: ScatteringAtEnergy, results: ScatterResults): Part[] {
  const open = openLevels(channels)
  const between = (values: readonly (readonly number[])[] | null, name: string): Part[] => {
    const rows = open.map((to) => [String(to), open.map((from) => values?.[to]?.[from] ?? NaN)] as const)
    return values === null ? [] : grid(`${name}, to level \\ from level`, open.map(String), rows)
  }
  const area = unitOf(unitsOf(results), 'cross section', results.dimension)
  return [
    ...between(probabilities, 'Probability'),
    ...between(crossSections, area === null ? 'Cross section' : `Cross section (${area})`),
  ]
}

function sParts({ channels, s }: ScatteringAtEnergy): Part[] {
  if (channels.length > widest) return [note(`S has ${channels.length} channels; it is in the results.`)]
  const names = channels.map(channelName)
  return grid(
    'S, outgoing \\ incoming (level, mode)',
    names,
    s.map((row, i) => [names[i]!, row]),
  )
}

/** Rows of numbers under the names of where a particle comes in, with a heading above them. */
function grid(heading: string, names: readonly string[], rows: readonly GridRow[]): Part[] {
  const cell = (value: number | Complex): Cell => (typeof value === 'number' ? chosenCell(value) : complexText(value))
  const columns = [nameColumn(''), ...names.map((name): Column => ({ name, kind: 'number' }))]
  return [
    note(`${heading}:`),
    table(
      columns,
      rows.map(([name, values]) => [name, ...values.map(cell)]),
      'rows',
    ),
  ]
}

type GridRow = readonly [name: string, values: readonly (number | Complex)[]]

/**
 * A line for each energy: every level-to-level probability, on a line of space what passes and what turns back, all
 * averaged over the incoming modes; cross sections for central potentials.
 */
export function energyTable(results: ScatterResults): Section {
  const { energies } = results
  const open = energies.reduce((most, { channels }) => Math.max(most, ...channels.map(({ level }) => level + 1)), 0)
  const columns = lineColumns(
    results,
    Array.from({ length: Math.min(open, mostInLine) }, (_, k) => k),
  )
  const rows = energies.map((one) => columns.map(({ cell }) => cell(one)))
  const cut =
    open > mostInLine ? [note(`The lowest ${mostInLine} of ${open} open levels; the others are in the results.`)] : []
  const along = table(
    columns.map(({ column }) => column),
    rows,
    'energies',
    { even: true, most: Infinity },
  )
  return { title: 'Energy by energy', heading: '', parts: [along, ...cut] }
}

/** A column with its entry at an energy. */
interface EnergyColumn {
  readonly column: Column
  readonly cell: (one: ScatteringAtEnergy) => Cell
}

function lineColumns(results: ScatterResults, shown: readonly number[]): EnergyColumn[] {
  const { energies } = results,
    units = unitsOf(results)
  const onLine = energies.some(({ transmission }) => transmission !== null)
  const name = energies.some(({ probabilities }) => probabilities === null) ? 'σ' : 'P'
  const mean = (
    letter: string,
    from: number,
    values: (one: ScatteringAtEnergy) => readonly number[] | null,
  ): EnergyColumn => ({ column: numberColumn(`${letter}(${from})`), cell: (one) => meanFrom(one, from, values(one)) })
  return [
    { column: numberColumn('E', unitOf(units, 'energy')), cell: ({ energy }) => chosenCell(energy) },
    ...(energies.some(({ delayTime }) => typeof delayTime === 'number')
      ? [
          {
            column: numberColumn('delay', unitOf(units, 'time')),
            cell: ({ delayTime }: ScatteringAtEnergy) => chosenCell(delayTime),
          },
        ]
      : []),
    ...shown.flatMap((from): EnergyColumn[] => [
      ...(onLine
        ? [mean('T', from, ({ transmission }) => transmission), mean('R', from, ({ reflection }) => reflection)]
        : []),
      ...shown.map((to) => ({
        column: numberColumn(`${name}(${to}←${from})`),
        cell: (one: ScatteringAtEnergy) => between(one, to, from),
      })),
    ]),
  ]
}

function meanFrom({ channels }: ScatteringAtEnergy, from: number, values: readonly number[] | null): Cell {
  const own = channels.flatMap(({ level }, i) => (level === from ? [i] : []))
  return own.length === 0 || values === null
    ? missing
    : fourDecimals(own.reduce((sum, i) => sum + values[i]!, 0) / own.length)
}

function between({ channels, probabilities, crossSections }: ScatteringAtEnergy, to: number, from: number): Cell {
  const isOpen = (level: number): boolean => channels.some((channel) => channel.level === level)
  return isOpen(from) && isOpen(to) ? fourDecimals((probabilities ?? crossSections!)[to]![from]!) : missing
}

/** Probabilities beside each other have the same decimals, unless they would show nothing. */
function fourDecimals(value: number): Cell {
  const text =
    value === 0 ? '0' : value < 1e-4 || value >= 1e4 ? value.toExponential(1).replace('e+', 'e') : value.toFixed(4)
  return { value, error: null, written: { value: text, bar: null, full: String(value) } }
}
