import type { BathModel } from './model.js'

/** ν where there is one gas that has one density. */
export function densityOf(baths: readonly BathModel[]): number | undefined {
  const [{ gas }] = baths as readonly [BathModel]
  return baths.length === 1 && 'density' in gas ? gas.density : undefined
}
