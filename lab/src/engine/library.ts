/** Every question of the page, answered with the library; runs in the worker. Only this and `answers` know dilute. */
import { jsonPieces } from 'dilute/report'
import { evolveStudy, formatPath, readStudy, runStudy, scatterStudy, StudyError, type RunOptions } from 'dilute/study'
import { balance } from './answers/balance.js'
import { gases } from './answers/gases.js'
import { history } from './answers/history.js'
import { map } from './answers/map.js'
import { point, toldNowAndThen } from './answers/points.js'
import { relaxation, siteDensity } from './answers/relaxation.js'
import { scattering } from './answers/scattering.js'
import { single, studyOf } from './answers/studies.js'
import type { Attendance, Failure, Place, Question, Questions, ReadAnswer, Tree } from './protocol.js'

export type Answers = {
  readonly [Q in Question]: (
    ask: Questions[Q]['ask'],
    attendance: Attendance,
  ) => Promise<Questions[Q]['answer']> | Questions[Q]['answer']
}

export const answers: Answers = {
  read: ({ text }) => read(text),
  point: ({ tree }, { signal, part }) => point(tree, { signal, onProgress: toldNowAndThen(part) }),
  mixture: ({ tree, populations }) => ({ density: siteDensity(single(tree).config, populations) }),
  balance: (ask, { signal }) => balance(ask, { signal }),
  relaxation: (ask, { signal }) => relaxation(ask, { signal }),
  scattering: (ask, { signal }) => scattering(ask, { signal }),
  gases: (ask, { signal }) => gases(ask, { signal }),
  map,
  history,
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
  return { kind: name === 'TooLong' ? 'long' : 'failed', message: sentence(message), places: [] }
}

/** Messages of the library go on from the name of a file; here they stand alone. */
const sentence = (message: string): string =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`

function read(text: string): ReadAnswer {
  const { tree, config } = readStudy(text, { file: 'study' })
  return { tree: tree as Tree, config }
}

/** What the command prints with --json, letter by letter. */
async function json(
  { tree, command, values, gas }: Questions['json']['ask'],
  options: RunOptions,
): Promise<{ text: string }> {
  const study = studyOf(tree)
  const results =
    command === 'run'
      ? await runStudy(study, options)
      : command === 'evolve'
        ? await evolveStudy(study, values, options)
        : await scatterStudy(study, values, gas === null ? {} : { bath: gas }, options)
  return { text: [...jsonPieces(results)].join('') }
}
