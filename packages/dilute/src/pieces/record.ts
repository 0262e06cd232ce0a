/** The quantities that a sweep can record: names, columns, and how they are taken from a point's results. */
import {
  siteCount,
  bathsOf,
  type StudyConfig,
  suggestion,
  studyError,
  type Study,
  type Cycle,
  type PointResults,
} from '../study/index.js'
import type { Violation } from './violation.js'

/** One number of a point's results as a column. */
export interface RecordedColumn {
  readonly name: string
  /** The part of the results that it is taken from: `currents`, `counting`. */
  readonly part: string
  readonly valueIn: (point: PointResults) => number | null
  /** Where it follows from a violation alone, the largest |ln I| of a point: which of its numbers it is. */
  readonly ofViolation?: keyof Violation
}

/** A result by its path: a number, or a list or matrix of them by levels. */
interface Quantity {
  readonly path: string
  /** What its entries are called: `['']` of a number, `['.0.1', …]` of a matrix without its diagonal. */
  readonly entries: readonly string[]
  readonly isScalar: boolean
  readonly hasError: boolean
  readonly valueIn: (point: PointResults, entry: string, error: boolean) => unknown
  readonly isViolation?: boolean
}

/**
 * The columns a study asks for, in the order of their names; all scalars where it names none. A quantity goes by its
 * path in the results (`rates`, `rates.0.1`, `currents`, `entropyProduction.violation`), by the end of it (`gap`,
 * `ratio.0.1`), or by `violation` and `loop`.
 * @throws StudyError for a name that no quantity has.
 */
export function recordedColumns(study: Study, record: readonly string[]): readonly RecordedColumn[] {
  const known = quantities(study.config)
  const columns =
    record.length === 0
      ? known
          .filter(({ isScalar }) => isScalar)
          .flatMap((quantity) => columnsOf(quantity, quantity.path, quantity.entries))
      : record.flatMap((name, i) => namedColumns(known, name) ?? unknownQuantity(study, known, name, i))
  return [...new Map(columns.map((column) => [column.name, column])).values()]
}

function namedColumns(known: readonly Quantity[], name: string): RecordedColumn[] | undefined {
  const byPath = known.find((quantity) => entriesUnder(quantity.path, name, quantity))
  if (byPath) return columnsOf(byPath, byPath.path, entriesUnder(byPath.path, name, byPath)!)
  const parts = known.filter(({ path }) => path.startsWith(`${name}.`))
  if (parts.length > 0) return parts.flatMap((part) => columnsOf(part, part.path, part.entries))
  const byEnding = known.find((quantity) => entriesUnder(ending(quantity), name, quantity))
  return byEnding && columnsOf(byEnding, ending(byEnding), entriesUnder(ending(byEnding), name, byEnding)!)
}

const ending = ({ path }: Quantity): string => path.slice(path.lastIndexOf('.') + 1)

/** All entries for the name of the whole, one for its own. */
function entriesUnder(head: string, name: string, { entries }: Quantity): readonly string[] | undefined {
  if (name === head) return entries
  const entry = entries.find((one) => head + one === name)
  return entry === undefined ? undefined : [entry]
}

/** Values first, then their errors. */
function columnsOf(
  { path, valueIn, hasError, isViolation }: Quantity,
  head: string,
  entries: readonly string[],
): RecordedColumn[] {
  return (hasError ? [false, true] : [false]).flatMap((error) =>
    entries.map((entry): RecordedColumn => ({
      name: `${head}${error ? 'Error' : ''}${entry}`,
      part: path.split('.')[0]!,
      valueIn: (point) => numberOf(valueIn(point, entry, error)),
      ...(isViolation ? { ofViolation: error ? 'bar' : 'value' } : {}),
    })),
  )
}

/** Verdicts as 1 and 0. */
function numberOf(value: unknown): number | null {
  return typeof value === 'boolean' ? Number(value) : typeof value === 'number' ? value : null
}

function unknownQuantity(study: Study, known: readonly Quantity[], name: string, i: number): never {
  const paths = known.map(({ path }) => path)
  const endings = known.map(ending)
  const found = `the unknown quantity ${name}${suggestion(name, [...new Set([...endings, ...paths])])}`
  throw studyError(study, [{ path: ['record', i], expected: `one of ${paths.join(', ')}, or the end of one`, found }])
}

function quantities(config: StudyConfig): Quantity[] {
  const n = siteCount(config.system)
  const [vector, matrix] = [vectorEntries(n), matrixEntries(n)]
  return [
    {
      path: 'violation',
      ...scalar,
      valueIn: ({ detailedBalance: { worst } }, _, error) =>
        worst && Math.abs(error ? worst.logRatioError : worst.logRatio),
      isViolation: true,
    },
    { path: 'loop', ...scalar, valueIn: (point, _, error) => largestLoop(point, error) },
    ...exactPaths.map((path) => ofResults(path, { ...scalar, hasError: false })),
    ...scalarPaths(config).map((path) => ofResults(path, scalar)),
    ofResults('heatCurrents', { ...scalar, entries: bathsOf(config).map(({ name }) => `.${name}`) }),
    ...vectorPaths.map((path) => ofResults(path, { ...scalar, isScalar: false, entries: vector })),
    ...matrixPaths(config).map((path) => ofResults(path, { ...scalar, isScalar: false, entries: matrix })),
  ]
}

const scalar = { entries: [''], isScalar: true, hasError: true }

/** Verdicts and residuals. */
const exactPaths = [
  'detailedBalance.holds',
  'detailedBalance.thermalizationResidual',
  'stationary.unique',
  'stationary.gibbsResidual',
  'evidence.relativeError',
]
const vectorPaths = ['levels', 'stationary.populations', 'stationary.logPopulations', 'stationary.gibbs']

const scalarPaths = ({ report }: StudyConfig): string[] => [
  'entropyProduction.total',
  'entropyProduction.schnakenberg',
  'entropyProduction.violation',
  'relaxation.gap',
  'relaxation.reversibleGap',
  ...(report?.includes('generator') ? ['generator.gap'] : []),
]

function matrixPaths(config: StudyConfig): string[] {
  return [
    'rates',
    'detailedBalance.ratio',
    'detailedBalance.logRatio',
    'currents.probability',
    'currents.heat',
    ...(config.report?.includes('counting') ? ['counting.mean', 'counting.noise', 'counting.skewness'] : []),
    ...(config.baths ?? []).map(({ name }) => `baths.${name}.rates`),
  ]
}

function ofResults(path: string, kind: Pick<Quantity, 'entries' | 'isScalar' | 'hasError'>): Quantity {
  const keysOf = (name: string): string[] => name.split('.')
  return {
    path,
    ...kind,
    valueIn: (point, entry, error) => keysOf(`${path}${error ? 'Error' : ''}${entry}`).reduce<unknown>(inner, point),
  }
}

const inner = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined

const vectorEntries = (n: number): string[] => Array.from({ length: n }, (_, k) => `.${k}`)

const matrixEntries = (n: number): string[] =>
  vectorEntries(n).flatMap((to) =>
    vectorEntries(n)
      .filter((from) => from !== to)
      .map((from) => to + from),
  )

/** The current around a fundamental cycle is that over any step which no other cycle takes. */
function largestLoop({ detailedBalance: { cycles }, currents }: PointResults, error: boolean): number | null {
  const flows = cycles.map((cycle) => {
    const [from, to] = stepsOf(cycle).find((step) => cycles.every((other) => other === cycle || !takes(other, step)))!
    return { value: currents.probability[to]![from]!, error: currents.probabilityError[to]![from]! }
  })
  if (flows.some(({ value }) => value === null)) return null
  const largest = flows.reduce((most, flow) => (Math.abs(flow.value) > Math.abs(most.value) ? flow : most), {
    value: 0,
    error: 0,
  })
  return error ? largest.error : Math.abs(largest.value)
}

const stepsOf = ({ states }: Cycle): [number, number][] =>
  states.map((from, i) => [from, states[(i + 1) % states.length]!])

const takes = (cycle: Cycle, [k, l]: readonly [number, number]): boolean =>
  stepsOf(cycle).some(([from, to]) => (from === k && to === l) || (from === l && to === k))
