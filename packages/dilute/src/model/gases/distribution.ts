/** νG on the energy shell: as a function of kinetic energy and direction. */
export interface GasDistribution {
  /**
   * ν·G(p) at kinetic energy ε for particles that move to the right (+1) or left (−1) on the line; the direction does
   * not matter in d = 2, 3.
   */
  readonly weight: (kinetic: number, direction: 1 | -1) => number
  /** Whether the two directions differ. */
  readonly directed: boolean
  /** Kinetic energies at which G is not smooth or has features, ascending, none at zero. */
  readonly edges: readonly number[]
  /** Beyond this kinetic energy the gas holds a fraction of less than about 1e-22. */
  readonly reach: number
  /** Smallest and largest energy scale of G (1/β for thermal; both β's for directed). */
  readonly scales: readonly [number, number]
}

/** Thermal energies that fit into one e^{−βε} before it is nothing: e^{−50} = 2·10⁻²². */
export const reachInThermalEnergies = 50
/** Edges in their order, each once. */
export const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b)
