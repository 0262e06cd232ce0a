/** What the page asks of the engine, and what it is told: plain data only. */
import type { BathResults, PointResults, ScatterResults, StudyConfig } from 'dilute/study'

/** A study as it is written: arithmetic not evaluated, defaults not filled in. */
export type Tree = Readonly<Record<string, unknown>>

/** Where a text is wrong, counted from 1. */
export interface Place {
  readonly message: string
  readonly line: number | undefined
  readonly column: number | undefined
}

export interface ReadAnswer {
  readonly tree: Tree
  readonly config: StudyConfig
}

export interface PointAnswer {
  readonly config: StudyConfig
  readonly results: Point
}

/** What the page shows of a solved point, as results name it: the rest is not made. */
export interface Point extends Pick<
  PointResults,
  | 'beta'
  | 'levels'
  | 'levelsError'
  | 'groups'
  | 'rates'
  | 'stationary'
  | 'currents'
  | 'entropyProduction'
  | 'relaxation'
  | 'heatCurrents'
  | 'reasons'
> {
  readonly detailedBalance: BalanceShown
  readonly baths: Readonly<Record<string, BathShown>> | undefined
  readonly units: PointResults['units'] | undefined
}

export interface BalanceShown extends Pick<
  PointResults['detailedBalance'],
  'holds' | 'explanation' | 'symmetries' | 'worst' | 'ratio' | 'logRatio' | 'thermalizationResidual'
> {
  readonly groupLogRatio: PointResults['detailedBalance']['groupLogRatio'] | undefined
}

export interface BathShown extends Pick<BathResults, 'beta' | 'rates'> {
  readonly detailedBalance: BalanceShown
}

/** A point that takes a while tells how far it is; `fraction` of the step that it is at. */
export interface Progress {
  readonly what: string
  readonly fraction: number
  readonly seconds: number
}

/** ln I and the sides of (30) against β; a row a pair, of groups where some levels coincide, or a condition. */
export interface BalanceAnswer {
  readonly betas: readonly number[]
  /** ΔE of βΔE, the smallest distance of levels. */
  readonly unit: number
  readonly pairs: readonly { readonly pair: readonly [number, number]; readonly logRatio: readonly (number | null)[] }[]
  readonly conditions: readonly {
    readonly equation: string
    readonly left: readonly number[]
    readonly right: readonly number[]
  }[]
}

/** The state that a path ends in; numbers are null where there are none, zero where they are not told from it. */
export interface EndState {
  readonly populations: readonly number[]
  readonly isGibbs: boolean
  /** Whether every path ends there. */
  readonly unique: boolean
  readonly total: number | null
  readonly schnakenberg: number | null
}

/** Populations [t][k] and entropy production along the way from a start. */
export interface RelaxationAnswer {
  readonly start: readonly number[]
  readonly times: readonly number[]
  readonly populations: readonly (readonly number[])[]
  readonly total: readonly (number | null)[]
  readonly schnakenberg: readonly (number | null)[]
  readonly violation: readonly (number | null)[]
  /** Why σ or its parts are missing, in sentences. */
  readonly missing: readonly string[]
  readonly end: EndState
}

/** Heat per unit time from each gas, against β of one of them. */
export interface GasesAnswer {
  readonly betas: readonly number[]
  readonly heat: Readonly<Record<string, readonly number[]>>
  readonly entropy: readonly (number | null)[]
}

/** Jumps of one trajectory: at times[i] from one level to another. */
export interface HistoryAnswer {
  readonly initialLevel: number
  readonly times: readonly number[]
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly duration: number
}

/** A range of a parameter of the study, by its path. */
export interface Axis {
  readonly path: string
  readonly from: number
  readonly to: number
  readonly scale: 'linear' | 'log'
}

/**
 * A map as far as it is: row by row, a row a value of y, NaN where there is no value; coarse values stand where there
 * are no finer ones yet.
 */
export interface MapAnswer {
  readonly size: number
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** Zero where a value is not told from it. */
  readonly values: Float64Array
  /** Why there are points without a value. */
  readonly why: string | null
  /** How much of the last pass is done, and how long that took. */
  readonly done: { readonly fraction: number; readonly seconds: number }
}

/** Names of the quantities that a map can show. */
export const mapQuantities = ['violation', 'loop', 'gap', 'schnakenberg', 'entropy'] as const
export type MapQuantity = (typeof mapQuantities)[number]

/** Every question with its argument and its answer. */
export interface Questions {
  read: { ask: { text: string }; answer: ReadAnswer }
  point: { ask: { tree: Tree }; answer: PointAnswer; part: Progress }
  balance: { ask: { tree: Tree; gas: number; points: number }; answer: BalanceAnswer }
  relaxation: { ask: { tree: Tree; start: readonly number[] | null; points: number }; answer: RelaxationAnswer }
  mixture: {
    ask: { tree: Tree; populations: readonly number[] }
    answer: { density: readonly (readonly (readonly number[])[])[] }
  }
  scattering: { ask: { tree: Tree; gas: number; points: number }; answer: ScatterResults }
  gases: { ask: { tree: Tree; gas: number; points: number }; answer: GasesAnswer }
  map: { ask: { tree: Tree; x: Axis; y: Axis; quantity: MapQuantity; size: number }; answer: MapAnswer }
  history: {
    ask: {
      point: Pick<Point, 'levels' | 'rates' | 'stationary'>
      seed: number
      index: number
      start: number | null
      jumps: number
    }
    answer: HistoryAnswer
  }
  json: {
    ask: { tree: Tree; command: 'run' | 'evolve' | 'scatter'; values: readonly number[]; gas: string | null }
    answer: { text: string }
  }
}

export type Question = keyof Questions

/** What comes before the answer: one that is not final, or something of its own. */
export type Part<Q extends Question> = Questions[Q] extends { part: infer P } ? P : Questions[Q]['answer']

/** How a question is attended: the signal that a newer one gives, and where better answers to come are announced. */
export interface Attendance {
  readonly signal: AbortSignal
  readonly part: (answer: unknown) => void
}

/** Page to worker. */
export type ToEngine =
  | { readonly id: number; readonly question: Question; readonly ask: Questions[Question]['ask'] }
  | { readonly cancel: number }

/** Worker to page; `part` is an answer that a better one follows. */
export type FromEngine =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly part: unknown }
  | { readonly id: number; readonly failure: Failure }

/** Why there is no answer. `invalid`: the study; `long`: it would take so many seconds; `failed`: the computation. */
export interface Failure {
  readonly kind: 'invalid' | 'long' | 'failed' | 'cancelled'
  readonly message: string
  readonly places: readonly Place[]
}
