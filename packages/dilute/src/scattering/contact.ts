import { complexZeros, type ComplexMatrix } from '../numerics/index.js'
import { InvalidModel, type ContactInteraction, type System } from '../model/index.js'
import { batched } from './batched.js'
import { contactBoundStates } from './contactBound.js'
import { contactDelay } from './contactDelay.js'
import { LineKernel } from './contactLine.js'
import { contactThreshold } from './contactThreshold.js'
import { PointKernel } from './contactPoint.js'
import type { ScatteringKernel } from './kernel.js'
import { delayTimes } from './coupledChannels/delay.js'
import { fillLineAmplitudes } from './lineAmplitudes.js'
import { HermitianPart } from './hermitianPart.js'
import { ContactPoles } from './contactPoles.js'
import type { BrokenLaws, Resonance, Scatterer, ShellFunctions } from './scatterer.js'
import { coincide, extentOf, scatteringSites } from './separations.js'
import { SeriesTransition } from './series.js'
import { orthonormalFunctions } from './orthonormalFunctions.js'
import { lineModes, shellFunctions, shellModes } from './shellModes.js'
import { siteAmplitudes } from './siteAmplitudes.js'
import { SiteKernel } from './siteKernel.js'
import { ExactTransition, type SiteTransition } from './siteTransition.js'

/** How the T matrix is found: exactly, to first order in the interaction, or as the Born series of a given order. */
export type ScatteringMethod =
  { readonly method: 'exact' } | { readonly method: 'born' } | { readonly method: 'series'; readonly order: number }

/** Arguments of `contactScatterer`; `mass` is that of a gas particle. */
export interface ContactScatterer {
  readonly system: System
  readonly interaction: ContactInteraction
  readonly mass: number
  readonly method?: ScatteringMethod
}

/**
 * Contact scatterers in one, two or three dimensions (docs/theory.md §5).
 * @throws InvalidModel where the interaction has not one entry per site, or the Born series is asked for in two
 * dimensions.
 */
export function contactScatterer({
  system,
  interaction,
  mass,
  method = { method: 'exact' },
}: ContactScatterer): Scatterer {
  requireContact({ system, interaction, method })
  const order = method.method === 'series' ? method.order : method.method === 'born' ? 1 : Infinity
  const closed = new HermitianPart(system, mass, interaction)
  const poles = new ContactPoles(system, mass, interaction)
  const parts =
    interaction.dimension === 1
      ? lineParts(system, interaction, mass, order)
      : shellParts(system, interaction, mass, order)
  return {
    system,
    mass,
    dimension: interaction.dimension,
    levelCount: system.sites,
    modes: parts.modes,
    extent: extentOf(interaction),
    reversedModes: interaction.dimension === 1 ? [1, 0] : Array.from({ length: parts.modes }, (_, i) => i),
    brokenLaws: brokenLaws(interaction, order),
    transitions: batched(system, parts.modes, parts.kernel.fill.bind(parts.kernel)),
    amplitudes: (energies, directions, out) => {
      batched(system, directions.length, (level, offset, into) => parts.amplitudes(level, offset, directions, into))(
        energies,
        out,
      )
    },
    ...(parts.shellFunctions === undefined ? {} : { shellFunctions: parts.shellFunctions }),
    ...(order === Infinity
      ? {
          delayTimes: delayTimes(contactDelay(system, mass, interaction), system),
          boundStates: () => contactBoundStates(system, mass, interaction, closed),
          threshold: () => contactThreshold(system, mass, interaction),
          resonanceList: (level: number, from: number, to: number) => poles.list(level, from, to),
          pole: (level: number, guess: Resonance) => poles.near(level, guess),
          ...(interaction.dimension > 1 && parts.modes === 1
            ? { phaseShifts: (offset: number) => [contactPhase(parts.kernel, closed, interaction, offset)] }
            : {}),
        }
      : {}),
    resonances: (level, from, to) => (order === Infinity ? poles.narrow(level, from, to) : []),
  }
}

interface Parts {
  readonly modes: number
  readonly kernel: ScatteringKernel
  readonly shellFunctions?: ShellFunctions
  amplitudes(level: number, offset: number, directions: readonly (readonly number[])[], out: ComplexMatrix): void
}

function lineParts(
  system: System,
  interaction: ContactInteraction & { dimension: 1 },
  mass: number,
  order: number,
): Parts {
  const kernel = lineKernel(system, interaction, mass, order)
  const s = complexZeros(2 * system.sites, 2 * system.sites)
  const even = kernel instanceof PointKernel ? { shellFunctions: kernel.shellFunctions } : {}
  const amplitudes: Parts['amplitudes'] = (level, offset, directions, out) => {
    kernel.fill(level, offset, s)
    fillLineAmplitudes(kernel.momenta, mass, s, directions, out)
  }
  return { modes: 2, kernel, ...even, amplitudes }
}

function lineKernel(
  system: System,
  interaction: ContactInteraction & { dimension: 1 },
  mass: number,
  order: number,
): ScatteringKernel {
  if (order < Infinity)
    return new SiteKernel(new SeriesTransition(system, mass, interaction, order), lineModes(system, mass, interaction))
  return coincide(interaction) && comparable(interaction.strengths)
    ? new PointKernel(system, mass, interaction)
    : new LineKernel(system, mass, interaction)
}

/** Within a factor of 30 of each other: U†VU then keeps the digits of the weakest. */
function comparable(strengths: Float64Array): boolean {
  const moduli = strengths.map(Math.abs)
  return Math.max(...moduli) <= 30 * Math.min(...moduli)
}

function shellParts(
  system: System,
  interaction: ContactInteraction & { dimension: 2 | 3 },
  mass: number,
  order: number,
): Parts {
  const transition: SiteTransition =
    order < Infinity
      ? new SeriesTransition(system, mass, interaction, order)
      : new ExactTransition(system, mass, interaction)
  const modes = shellModes(system, mass, interaction)
  return {
    modes: modes.modes,
    kernel: new SiteKernel(transition, modes),
    ...(modes.modes === 1 ? {} : { shellFunctions: separatePoints(system, mass, interaction, transition) }),
    amplitudes: (level, offset, directions, out) => {
      transition.solve(level, offset)
      siteAmplitudes(system, interaction, scatteringSites(interaction), transition, directions, out)
    },
  }
}

function separatePoints(
  system: System,
  mass: number,
  interaction: ContactInteraction & { dimension: 2 | 3 },
  transition: SiteTransition,
): ShellFunctions {
  const functions = shellFunctions(system, mass, interaction)
  const plain = new SiteKernel(transition, functions)
  const orthonormal = new SiteKernel(transition, orthonormalFunctions(system, mass, interaction))
  const over = (kernel: SiteKernel): ShellFunctions['transitions'] =>
    batched(system, functions.modes, kernel.fill.bind(kernel))
  return {
    functions: functions.modes,
    overlap: functions.overlap,
    transitions: over(plain),
    orthonormal: over(orthonormal),
  }
}

function brokenLaws({ dimension }: ContactInteraction, order: number): BrokenLaws {
  if (order === Infinity) return {}
  const unitarity = `a Born series of order ${order} is not unitary`
  if (dimension === 3 || order === 1) return { unitarity }
  return {
    unitarity,
    thermalRates:
      `in one dimension the Born series of order ${order} diverges at every threshold (as 1/p), and thermal ` +
      `rates with it; ` +
      'use the exact method, or order 1',
  }
}

/** Throws as `contactScatterer`, which makes more than this. */
export function requireContact({
  system,
  interaction,
  method = { method: 'exact' },
}: Omit<ContactScatterer, 'mass'>): void {
  const sites = interaction.positions.length
  if (sites !== system.sites) {
    throw new InvalidModel('interaction.contact', `${system.sites} scatterers, one per site`, `${sites}`)
  }
  if (method.method === 'series' && (!Number.isInteger(method.order) || method.order < 1)) {
    throw new InvalidModel('scattering.order', 'a whole number, at least 1', String(method.order))
  }
  if (method.method !== 'exact' && interaction.dimension === 2) {
    throw new InvalidModel(
      'scattering.method',
      'exact in two dimensions (there the Born series depends on the unit of length)',
      method.method,
    )
  }
}

/**
 * ½ arg S in one mode: arg det(B − A) is π for each negative eigenvalue of its Hermitian part, and what the open
 * channel adds less than ½π.
 */
function contactPhase(
  kernel: ScatteringKernel,
  matrix: HermitianPart,
  interaction: ContactInteraction,
  offset: number,
): number {
  const s = complexZeros(kernel.momenta.value.length, kernel.momenta.value.length)
  kernel.fill(0, offset, s)
  return (
    Math.atan2(s.im[0]!, 1 + s.re[0]!) / 2 +
    Math.PI * (scatteringSites(interaction).length - matrix.negatives(0, offset))
  )
}
