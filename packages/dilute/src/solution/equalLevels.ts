import type { GasSolution } from './gasSolution.js'
import type { StationaryAnswers } from './answers.js'
import type { Model } from './model.js'
import type { Grounds } from './singleLevels.js'

export function equalLevelAnswers(_: Model, __: readonly GasSolution[], ___: Grounds): StationaryAnswers {
  throw new Error('not yet')
}
