import { complexZeros, type ComplexMatrix, type ComplexNumber } from '../numerics/index.js'
import { distance, type ContactInteraction, type System } from '../model/index.js'
import { distinctPoints, forEachSum, separations, type Separation } from '../scattering/index.js'
import type { SeparateDimension } from './siteFunctions.js'
import { lineRoot, realPartOf, spaceRoot, type RealSiteRoot, type SiteRoot } from './siteRoots.js'

/** Where the sites of a system lie, those at points of their own before others that share them. */
export interface Sites {
  readonly system: System
  readonly dimension: SeparateDimension
  /** Which site has which place. */
  readonly order: readonly number[]
  /** Pairs of places by distance. */
  readonly separations: readonly Separation[]
  /** U_ιkU*_ι′k, places × places × levels. */
  readonly products: ComplexMatrix
  /** Modes a level scatters in: even and odd on a line, one for every point in space. */
  readonly modes: number
  /** How far apart the outermost two are. */
  readonly extent: number
  /** Along the line, or along the first axis, from the first of them on. */
  readonly places: readonly number[]
  /** R(p), analytic (§5.4). */
  readonly root: SiteRoot
  /** The same of real p. */
  readonly fillRoot: RealSiteRoot
}

/** All sites, transparent ones too. */
export function sitesOf(
  system: System,
  interaction: ContactInteraction & { readonly dimension: SeparateDimension },
): Sites {
  const all = interaction.positions.map((_, site) => site)
  const points = distinctPoints(interaction, all)
  const order = [...points, ...all.filter((site) => !points.includes(site))]
  const pairs = separations(interaction, order)
  const places = order.map((site) => interaction.positions[site]![0]! - interaction.positions[order[0]!]![0]!)
  const root =
    interaction.dimension === 1
      ? lineRoot(places)
      : spaceRoot(
          order.map((one) => order.map((other) => distance(interaction, one, other))),
          points.length,
        )
  return {
    system,
    dimension: interaction.dimension,
    order,
    separations: pairs,
    products: productsOf(system, order),
    places,
    root,
    fillRoot: realPartOf(root),
    modes: interaction.dimension === 1 ? 2 : points.length,
    extent: Math.max(...pairs.map((each) => each.distance)),
  }
}

function productsOf({ eigenvectors: u }: System, order: readonly number[]): ComplexMatrix {
  const n = order.length
  const out = complexZeros(n * n, n)
  for (let e = 0; e < n ** 3; e++) {
    const [one, other] = [order[Math.floor(e / (n * n))]! * n, order[Math.floor(e / n) % n]! * n]
    const [i, j] = [one + (e % n), other + (e % n)]
    out.re[e] = u.re[i]! * u.re[j]! + u.im[i]! * u.im[j]!
    out.im[e] = u.im[i]! * u.re[j]! - u.re[i]! * u.im[j]!
  }
  return out
}

/** Σ_k U_ιk f_k(R_ιι′) U*_ι′k, by places. */
export function siteMatrix(
  { system, order, separations: groups }: Sites,
  f: (k: number, distance: number) => ComplexNumber,
): ComplexMatrix {
  const out = complexZeros(order.length, order.length)
  const set = (k: number, r: number, re: Float64Array, im: Float64Array): void => {
    const value = f(k, r)
    re[k] = value.re
    im[k] = value.im
  }
  forEachSum(system, groups, set, (s, t, re, im) => {
    out.re[s * order.length + t] = re
    out.im[s * order.length + t] = im
  })
  return out
}
