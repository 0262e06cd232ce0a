import { couplings, distance, isTransparent, type ContactInteraction } from './interaction.js'
import { mirrorCentre, ownCentre, sameValues, silent } from './likePotentials.js'
import type { Potential } from './potentials/potential.js'
import type { CentralInteraction, PotentialInteraction } from './potentials/potentialInteraction.js'

/** How a gas particle meets the sites: by contact, or by potentials, on a line or about one centre in space. */
export type Interaction = ContactInteraction | PotentialInteraction | CentralInteraction

export const hasPotentials = (interaction: Interaction): interaction is PotentialInteraction | CentralInteraction =>
  'potentials' in interaction

/** How many sites an interaction has entries for. */
export const sitesOf = (interaction: Interaction): number =>
  (hasPotentials(interaction) ? interaction.potentials : interaction.positions).length

/** Whether an exchange of sites leaves the interaction as it is, once an isometry of space has been applied. */
export interface ExchangeTest {
  /** Whether site i may go to site j. */
  readonly alike: (i: number, j: number) => boolean
  /** Whether sites i and j may go to k and l together. */
  readonly keepsPair: (i: number, j: number, k: number, l: number) => boolean
}

/** How far apart what counts as equal may be, relative: strengths, scattering lengths and distances. */
const usualTolerance = 1e-10

/**
 * The tests, one of which an exchange must pass. Contacts: equal couplings and all distances kept, which is an isometry
 * of finitely many points. Potentials: V_π(i)(q) = V_i(q), or V_π(i)(q) = V_i(2c − q) with one centre c for all, since
 * no shift of the line permutes potentials of bounded support; about a centre in space V_π(i)(r) = V_i(r) alone, which
 * every isometry that keeps the centre leaves as it is. The tolerance is that of contacts.
 */
export function exchangeTests(interaction: Interaction | undefined, tolerance = usualTolerance): ExchangeTest[] {
  if (!interaction) return [{ alike: () => true, keepsPair: () => true }]
  if (!hasPotentials(interaction)) return [contactTest(interaction, tolerance)]
  const { potentials } = interaction
  const centre = interaction.dimension === 1 ? mirrorCentre(potentials) : undefined
  const test = (image: (q: number) => number): ExchangeTest => ({
    alike: remembered((i, j) => sameValues(potentials[i]!, potentials[j]!, image)),
    keepsPair: () => true,
  })
  return [test((q) => q), ...(centre === undefined ? [] : [test((q) => 2 * centre - q)])]
}

function contactTest(interaction: ContactInteraction, tolerance: number): ExchangeTest {
  const values = couplings(interaction)
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b))
  return {
    alike: (i, j) => near(values[i]!, values[j]!),
    keepsPair: (i, j, k, l) =>
      isTransparent(interaction, i) ||
      isTransparent(interaction, j) ||
      near(distance(interaction, i, j), distance(interaction, k, l)),
  }
}

/** Comparing potentials costs thousands of their values, and a search asks for the same pairs again and again. */
function remembered(alike: (i: number, j: number) => boolean): (i: number, j: number) => boolean {
  const known = new Map<string, boolean>()
  return (i, j) => {
    const key = `${i} ${j}`
    const answer = known.get(key) ?? alike(i, j)
    known.set(key, answer)
    return answer
  }
}

/** The same scatterers, all moved to the origin: each potential about its own centre. */
export function atOnePoint(interaction: Interaction): Interaction {
  if (!hasPotentials(interaction))
    return { ...interaction, positions: interaction.positions.map((r) => r.map(() => 0)) }
  return interaction.dimension === 1 ? { ...interaction, potentials: interaction.potentials.map(centred) } : interaction
}

/** Pairs of sites that scatter alike, wherever they are. */
export function alikeSites(interaction: Interaction): [number, number][] {
  const tests = exchangeTests(atOnePoint(interaction))
  const sites = Array.from({ length: sitesOf(interaction) }, (_, i) => i)
  return sites.flatMap((i) =>
    sites
      .slice(i + 1)
      .filter((j) => tests.some(({ alike }) => alike(i, j)))
      .map((j): [number, number] => [i, j]),
  )
}

function centred(potential: Potential): Potential {
  if (silent(potential)) return potential
  const c = ownCentre(potential)
  return {
    value: (q) => potential.value(q + c),
    support: potential.support.map(([from, to]) => [from - c, to - c] as const),
    breaks: potential.breaks.map((q) => q - c),
    deltas: potential.deltas.map(({ strength, position }) => ({ strength, position: position - c })),
  }
}
