/** Lists a study may leave out although single entries of them can be set or swept. */
import { mostSites } from '../schema/numbers.js'
import { formatPath, valueAt, type Path } from './path.js'

export function defaultList(tree: unknown, path: Path): unknown[] | undefined {
  const name = formatPath(path)
  if (name === 'system.ring.onsite') return zeros(Number(valueAt(tree, ['system', 'ring', 'sites'])))
  return /^(baths\[\d+\]\.)?interaction\.contact\.positions$/.test(name) ? origins(tree, path.slice(0, -3)) : undefined
}

/** `holder` has the gas and its interaction: the study or one of its baths. */
function origins(tree: unknown, holder: Path): unknown[] | undefined {
  const contact = [...holder, 'interaction', 'contact']
  const strengths = valueAt(tree, [...contact, 'strengths'])
  if (Array.isArray(strengths)) return zeros(strengths.length)
  const lengths = valueAt(tree, [...contact, 'scatteringLengths'])
  const dimension = Number(valueAt(tree, [...holder, 'gas', 'dimension']))
  return Array.isArray(lengths) ? lengths.map(() => zeros(dimension)) : undefined
}

function zeros(count: number): number[] | undefined {
  return Number.isInteger(count) && count > 0 && count <= mostSites ? new Array<number>(count).fill(0) : undefined
}
