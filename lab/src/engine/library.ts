/**
 * The only place of the lab that knows dilute: every question of the page, answered with the library. Runs in the
 * worker.
 */
import { populationSimulator, toSiteBasis } from 'dilute/dynamics'
import { jsonPieces } from 'dilute/report'
import { rateTable } from 'dilute/rates'
import { hamiltonianSystem, latticeSystem, ringSystem, type System } from 'dilute/model'
import {
  evolveStudy,
  formatPath,
  pieceWork,
  readStudy,
  runStudy,
  scatterStudy,
  StudyError,
  type PointResults,
  type RunOptions,
  type ScatterResults,
  type Study,
  type StudyConfig,
  type StudyResults,
  type SweepPoint,
} from 'dilute/study'
import { entropyProduction } from 'dilute/thermodynamics'
import { axisValues, smallestDistance } from './axes.js'
import { without } from '../state/tree.js'
import { requireShort } from './effort.js'
import type {
  Axis,
  BalanceAnswer,
  Failure,
  GasesAnswer,
  HistoryAnswer,
  MapAnswer,
  MapQuantity,
  Place,
  PointAnswer,
  Progress,
  Question,
  Questions,
  ReadAnswer,
  RelaxationAnswer,
  Tree,
} from './protocol.js'

/** How a question is attended: the signal that a newer one gives, and where better answers to come are announced. */
export interface Attendance {
  readonly signal: AbortSignal
  readonly part: (answer: unknown) => void
}

export type Answers = {
  readonly [Q in Question]: (
    ask: Questions[Q]['ask'],
    attendance: Attendance,
  ) => Promise<Questions[Q]['answer']> | Questions[Q]['answer']
}

export const answers: Answers = {
  read: ({ text }) => read(text),
  point: ({ tree }, { signal, part }) => point(tree, { signal, onProgress: toldNowAndThen(part) }),
  balance: ({ tree, gas, points }, { signal }) => balance(aloneWith(tree, gas), points, { signal }),
  relaxation: (ask, { signal }) => relaxation(ask, { signal }),
  mixture: ({ tree, populations }) => ({ density: siteDensity(single(tree).config, populations) }),
  scattering: ({ tree, gas, points }, { signal }) => scattering(tree, gas, points, { signal }),
  gases: ({ tree, gas, points }, { signal }) => gases(tree, gas, points, { signal }),
  map: (ask, attendance) => map(ask, attendance),
  history: (ask) => history(ask),
  json: (ask, { signal }) => json(ask, { signal }),
}

/** Errors as the page shows them. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StudyError) {
    const places = error.problems.map(({ line, column, path, expected, found }): Place => ({
      line,
      column,
      message: `${path.length === 0 ? '' : `${formatPath(path)}: `}expected ${expected}, found ${found}`,
    }))
    return { kind: 'invalid', places, message: places[0]!.message }
  }
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  return { kind: name === 'Intractable' || name === 'TooLong' ? 'long' : 'failed', message, places: [] }
}

const studyOf = (tree: Tree): Study => readStudy(JSON.stringify(tree), { file: 'study' })

/** The study without its sweep: what is on the screen is one point. */
function single(tree: Tree): Study {
  return checked(studyOf(without(tree, 'sweep')))
}

function checked(study: Study): Study {
  requireShort(study.config)
  return study
}

function read(text: string): ReadAnswer {
  const { tree, config } = readStudy(text, { file: 'study' })
  return { tree: tree as Tree, config }
}

let last:
  { readonly key: string; readonly signal: AbortSignal | undefined; readonly answer: Promise<PointAnswer> } | undefined

/** One point, kept for the questions about it that follow. */
function point(tree: Tree, options: RunOptions): Promise<PointAnswer> {
  const key = JSON.stringify(tree)
  if (last?.key === key && last.signal?.aborted !== true) return last.answer
  const answer = (async (): Promise<PointAnswer> => {
    const study = single(tree)
    return { config: study.config, results: (await runStudy(study, options)) as PointResults }
  })()
  last = { key, signal: options.signal, answer }
  answer.catch(() => {
    if (last?.answer === answer) last = undefined
  })
  return answer
}

const quietFor = 1500,
  tellEvery = 400

/** Progress of what takes longer than a moment. */
function toldNowAndThen(part: (progress: Progress) => void): NonNullable<RunOptions['onProgress']> {
  const began = performance.now()
  let told = began + quietFor - tellEvery
  return ({ step: { what, done, of } }) => {
    const now = performance.now()
    if (now - told < tellEvery) return
    told = now
    part({ what, fraction: done / of, seconds: (now - began) / 1000 })
  }
}

/** The study with one of its gases alone. */
function aloneWith(tree: Tree, gas: number): Tree {
  const { baths, ...rest } = tree
  if (!Array.isArray(baths)) return tree
  const { gas: its, interaction } = baths[gas] as { gas: unknown; interaction: unknown }
  return { ...rest, gas: its, interaction }
}

/** The study with every temperature said as β, which is what is varied. */
function inBetas(tree: Tree, config: StudyConfig): Tree {
  const said = (its: unknown, gas: StudyConfig['gas']): unknown =>
    gas !== undefined && 'beta' in gas && typeof its === 'object' && its !== null && 'temperature' in its
      ? { ...without(its, 'temperature'), beta: gas.beta }
      : its
  if (!Array.isArray(tree['baths'])) return { ...tree, gas: said(tree['gas'], config.gas) }
  return {
    ...tree,
    baths: tree['baths'].map((bath: { gas: unknown }, b) => ({ ...bath, gas: said(bath.gas, config.baths?.[b]?.gas) })),
  }
}

/** Enough for a picture. */
const pictureTolerance = 1e-5

/** A study that is swept for a picture. */
const swept = (tree: Tree, sweep: readonly object[]): Study =>
  checked(studyOf({ ...without(without(tree, 'report'), 'record'), tolerance: pictureTolerance, sweep }))

async function sweepPoints(tree: Tree, sweep: readonly object[], options: RunOptions): Promise<readonly SweepPoint[]> {
  const results = (await runStudy(swept(tree, sweep), options)) as Extract<StudyResults, { points: unknown }>
  return results.points
}

/** βΔE of Fig. 1: from a tenth to twenty smallest distances of levels. */
function betaRange(levels: readonly number[]): readonly [number, number] {
  const unit = 1 / smallestDistance(levels)
  return [0.1 * unit, 20 * unit]
}

async function balance(tree: Tree, points: number, options: RunOptions): Promise<BalanceAnswer> {
  const { config } = single(tree)
  if (config.gas === undefined || !('beta' in config.gas))
    throw new Error('A gas of beams, or of any other momentum density, has no temperature to vary.')
  const levels = levelsOf(config)
  const [from, to] = betaRange(levels)
  const solved = await sweepPoints(
    inBetas(tree, config),
    [{ set: 'gas.beta', from, to, points, scale: 'log' }],
    options,
  )
  const n = solved[0]!.groups.length
  const pairs = Array.from({ length: n }, (_, k) => Array.from({ length: k }, (_, l): [number, number] => [l, k]))
    .flat()
    .slice(0, 12)
  return {
    betas: solved.map(({ set }) => set['gas.beta']!),
    pairs: pairs.map(([k, l]) =>
      oriented(
        [k, l],
        solved.map(({ detailedBalance: { logRatio, groupLogRatio = logRatio } }) => groupLogRatio[k]![l]!),
      ),
    ),
    conditions: (solved[0]?.detailedBalance.thermalization ?? []).slice(0, 2).map(({ equation }, c) => ({
      equation,
      left: solved.map(({ detailedBalance: { thermalization } }) => thermalization[c]!.left),
      right: solved.map(({ detailedBalance: { thermalization } }) => thermalization[c]!.right),
    })),
  }
}

/**
 * Of a pair and its reverse the one whose I is shown: as in Fig. 1, (1,0), (2,0) and (0,2)… are each other's inverse,
 * so that larger than one is enough.
 */
function oriented(
  [k, l]: readonly [number, number],
  logRatio: readonly (number | null)[],
): BalanceAnswer['pairs'][number] {
  const sum = logRatio.reduce<number>((total, value) => total + (value ?? 0), 0)
  return sum >= 0
    ? { pair: [k, l], logRatio }
    : { pair: [l, k], logRatio: logRatio.map((value) => (value === null ? null : -value)) }
}

async function relaxation(
  { tree, start, points }: Questions['relaxation']['ask'],
  options: RunOptions,
): Promise<RelaxationAnswer> {
  const { config, results } = await point(tree, options)
  const {
    relaxation: { gap },
    levels,
  } = results
  const times = Array.from({ length: points }, (_, t) =>
    t === 0 ? 0 : (8 / gap) * 10 ** (3.5 * (t / (points - 1) - 1)),
  )
  const { initial, ...rest } = tree
  const given = start === null ? (initial ?? { level: levels.length - 1 }) : { density: siteDensity(config, start) }
  const { populations } = await evolveStudy(single({ ...rest, initial: given }), times, options)
  const rates = rateTable(results.rates.map((row) => row.map((rate) => rate ?? 0)))
  const beta = results.beta
  const parts = populations.map((p) =>
    beta === null
      ? null
      : entropyProduction(
          rates,
          Float64Array.from(levels),
          beta,
          Float64Array.from(p, (x) => Math.max(0, x)),
        ),
  )
  const finite = (x: number | null | undefined): number | null =>
    x !== null && x !== undefined && Number.isFinite(x) ? x : null
  return {
    start: populations[0]!,
    times,
    populations,
    stationary: results.stationary.populations.map((p) => p ?? 0),
    total: parts.map((part) => finite(part?.total)),
    schnakenberg: parts.map((part) => finite(part?.schnakenberg)),
    violation: parts.map((part) => finite(part?.violation)),
  }
}

/** diag(p) by level, as a density matrix between sites. */
function siteDensity({ system: config }: StudyConfig, p: readonly number[]): [number, number][][] {
  const system = systemOf(config),
    n = p.length
  const re = new Float64Array(n * n)
  p.forEach((population, k) => {
    re[k * n + k] = population
  })
  const rho = toSiteBasis(system, { rows: n, columns: n, re, im: new Float64Array(n * n) })
  return p.map((_, i) => p.map((__, j) => [rho.re[i * n + j]!, rho.im[i * n + j]!]))
}

function systemOf(config: StudyConfig['system']): System {
  if ('ring' in config) return ringSystem(config.ring)
  return 'lattice' in config ? latticeSystem(config.lattice) : hamiltonianSystem(config.hamiltonian)
}

const levelsOf = ({ system }: StudyConfig): number[] => [...systemOf(system).levels]

function scattering(tree: Tree, gas: number, points: number, options: RunOptions): Promise<ScatterResults> {
  const study = single(aloneWith(tree, gas))
  const levels = levelsOf(study.config)
  const spread = Math.max(levels.at(-1)! - levels[0]!, 0.1)
  const [from, to] = [levels[0]!, levels.at(-1)! + 0.8 * spread]
  return scatterStudy(
    study,
    Array.from({ length: points }, (_, i) => from + ((to - from) * (i + 0.5)) / points),
    {},
    options,
  )
}

async function gases(tree: Tree, gas: number, points: number, options: RunOptions): Promise<GasesAnswer> {
  const { config } = single(tree)
  const baths = config.baths ?? []
  const beta = baths[gas]?.gas
  if (beta === undefined || !('beta' in beta))
    throw new Error('Choose a study with several thermal gases, such as the preset “Two gases”.')
  const set = `baths.${gas}.gas.beta`
  const solved = await sweepPoints(
    inBetas(tree, config),
    [{ set, from: beta.beta / 5, to: beta.beta * 5, points, scale: 'log' }],
    options,
  )
  const names = baths.map(({ name }) => name)
  return {
    betas: solved.map((each) => each.set[set]!),
    heat: Object.fromEntries(names.map((name) => [name, solved.map(({ heatCurrents }) => heatCurrents[name]!)])),
    entropy: solved.map(({ entropyProduction: { total } }) => total),
  }
}

const recorded: Readonly<Record<MapQuantity, string>> = {
  violation: 'violation',
  loop: 'loop',
  gap: 'gap',
  schnakenberg: 'entropyProduction.schnakenberg',
  entropy: 'entropyProduction.total',
}

/** Coarse first, then fine; lines come as they are ready. */
async function map(ask: Questions['map']['ask'], attendance: Attendance): Promise<MapAnswer> {
  const coarse = await mapPass({ ...ask, size: Math.min(coarseMap, ask.size) }, undefined, attendance)
  return mapPass(ask, coarse, attendance)
}

const coarseMap = 20

/** Where a pass has not been yet, the one before is seen. */
async function mapPass(
  { tree, x, y, quantity, size }: Questions['map']['ask'],
  before: MapAnswer | undefined,
  { signal, part }: Attendance,
): Promise<MapAnswer> {
  const answer: MapAnswer = { size, x: axisValues(x, size), y: axisValues(y, size), values: enlarged(before, size) }
  const columnwise = isStrength(y) && !isStrength(x)
  const work = linesOf(tree, columnwise ? [x, y] : [y, x], quantity, size)
  const pause = pauses()
  for (let line = 0; line < size; line++) {
    const values = await work(line, signal)
    values.forEach((value, i) => {
      answer.values[columnwise ? i : line]![columnwise ? line : i] = value
    })
    if (await pause(signal)) part(answer)
  }
  part(answer)
  return answer
}

/** What the strengths of dots change is a small part of a point: the library makes the rest once along them. */
const isStrength = ({ path }: Axis): boolean => /contact\.strengths\.\d+$/.test(path)

/** A quantity along one line after another of a sweep of two axes, the first slowest. */
function linesOf(
  tree: Tree,
  axes: readonly [Axis, Axis],
  quantity: MapQuantity,
  size: number,
): (line: number, signal: AbortSignal) => Promise<(number | null)[]> {
  const sweep = axes.map(({ path, from, to, scale }) => ({ set: path, from, to, points: size, scale }))
  const { text, file } = swept(tree, sweep)
  const work = pieceWork({ study: { text, file, set: [] }, record: [recorded[quantity]], whole: false })
  return async (line, signal) => {
    const { columns } = await work({ begin: line * size, end: (line + 1) * size }, signal)
    return Array.from(columns[axes.length]!, (value) => (Number.isNaN(value) ? null : value))
  }
}

const turnAfter = 30,
  showAfter = 200

/** Lets messages have their turn now and then, and says when it is time to show something. */
function pauses(): (signal: AbortSignal) => Promise<boolean> {
  let [turned, shown] = [performance.now(), performance.now()]
  return async (signal) => {
    if (performance.now() - turned < turnAfter) return false
    await new Promise((resolve) => {
      setTimeout(resolve)
    })
    signal.throwIfAborted()
    turned = performance.now()
    if (turned - shown < showAfter) return false
    shown = turned
    return true
  }
}

function enlarged(before: MapAnswer | undefined, size: number): (number | null)[][] {
  const at = (i: number): number => Math.round((i * ((before?.size ?? 1) - 1)) / (size - 1))
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => before?.values[at(row)]![at(column)] ?? null),
  )
}

/** A trajectory of about so many jumps, which goes on from a level where one is given. */
function history({
  point: { levels, rates, stationary },
  seed,
  index,
  start,
  jumps,
}: Questions['history']['ask']): HistoryAnswer {
  const table = rateTable(rates.map((row) => row.map((rate) => rate ?? 0)))
  const p = stationary.populations.map((population) => population ?? 0)
  const traffic = p.reduce(
    (sum, population, l) => sum + population * rates.reduce((out, row) => out + (row[l] ?? 0), 0),
    0,
  )
  const duration = traffic > 0 ? jumps / traffic : 1
  const [times, from, to]: number[][] = [[], [], []]
  const initial = Float64Array.from(start === null ? p : p.map((_, k) => (k === start ? 1 : 0)))
  const process = populationSimulator({ rates: table, levels: Float64Array.from(levels) })
  const { initialLevel } = process.run({ initial, duration, seed, index }, (time, l, k) => {
    times!.push(time)
    from!.push(l)
    to!.push(k)
  })
  return { initialLevel, times: times!, from: from!, to: to!, duration }
}

/** What the command prints with --json, letter by letter. */
async function json(
  { tree, command, values, gas }: Questions['json']['ask'],
  options: RunOptions,
): Promise<{ text: string }> {
  const study = checked(studyOf(tree))
  const results =
    command === 'run'
      ? await runStudy(study, options)
      : command === 'evolve'
        ? await evolveStudy(study, values, options)
        : await scatterStudy(study, values, gas === null ? {} : { bath: gas }, options)
  return { text: [...jsonPieces(results)].join('') }
}
