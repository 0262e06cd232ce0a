/** What needs two parts of a study together: one entry per site, the right interaction for the dimension, a Hermitian matrix. */
import { bathProblems } from './bathShape.js'
import { initialProblems } from './initialShape.js'
import { withoutNames } from '../reading/overrides.js'
import { parsePath, formatPath } from '../reading/path.js'
import type { DeclaredStudy } from './schema.js'
import type { Problem } from '../reading/studyError.js'
import { methodProblems } from './potentialShape.js'
import { mostPoints } from './sweepSchema.js'
import { siteCount, systemProblems } from './systemShape.js'

export function shapeProblems({ system, gas, interaction, baths, initial, sweep = [], scattering }: DeclaredStudy): Problem[] {
  return [
    ...systemProblems(system),
    ...bathProblems({ gas, interaction, baths }, siteCount(system)),
    ...methodProblems(scattering?.method ?? 'exact', [interaction, ...(baths ?? []).map((bath) => bath.interaction)]),
    ...initialProblems(initial, siteCount(system)),
    ...repeatedAxes(sweep.map(({ set }) => formatPath(withoutNames({ baths }, parsePath(set)!)))),
    ...tooManyPoints(sweep.map((axis) => ('values' in axis ? axis.values.length : axis.points))),
  ]
}

function repeatedAxes(paths: readonly string[]): Problem[] {
  return paths.flatMap((path, index): Problem[] => {
    const first = paths.indexOf(path)
    const found = `${path}, like sweep[${first}].set`
    return first === index ? [] : [{ path: ['sweep', index, 'set'], expected: 'a path that no other axis sets', found }]
  })
}

function tooManyPoints(lengths: readonly number[]): Problem[] {
  const points = lengths.reduce((product, length) => product * length, 1)
  return points <= mostPoints ? [] : [{ path: ['sweep'], expected: `at most ${mostPoints} points`, found: `${points}` }]
}
