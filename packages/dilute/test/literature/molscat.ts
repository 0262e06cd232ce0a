import { functionPotential } from '../../src/model/index.js'
import type { PartialWaves } from '../../src/scattering/index.js'
import type { C } from '../support/batches.js'
import type { Comparison, Value } from './comparison.js'
import { numerovS } from './independent.js'
import { energies, radial, rotatedChannels, sMatrix } from './models.js'

/**
 * MOLSCAT and BOUND 2025.0, J. M. Hutson and C. R. Le Sueur, Comput. Phys. Commun. 241, 1 and 9 (2019);
 * github.com/molscat/molscat.
 */

const [planck, dalton, lightPerCentimetre] = [6.62607015e-34, 1.66053906892e-27, 299792458e2]
/** ħ²/2u in cm⁻¹ Å², CODATA 2022. */
const constant = (planck / (8 * Math.PI ** 2 * dalton * lightPerCentimetre)) * 1e20
const mass = 20 / (2 * constant)

const lennardJones = (r: number): number => 400 * (r ** -12 - r ** -6)
const coupling = [1, 0.1, 1] as const
const thresholds = [0, 100] as const
const channels = (): PartialWaves =>
  rotatedChannels(coupling, thresholds, mass, 0.6, lennardJones, { from: 0.6, to: 6, ends: 'jump' })
const numerov = (energy: number): C[][] =>
  numerovS({ f: lennardJones, m: coupling, thresholds, mass, from: 0.66, to: 6, steps: 6000 }, energy)

const steps = 'its step, not its printed digits, limits it'

/** MOLSCAT's S is for e^{−ikr} − S e^{ikr} as ours is, up to the free sign of a level's eigenvector. */
function entries(): readonly (readonly [string, string, string, C, C])[] {
  const [s, check] = [sMatrix(channels(), 0, 0, 200), numerov(200)]
  const sign = Math.sign(s[0]![1]!.re) === Math.sign(check[0]![1]!.re) ? 1 : -1
  const off = { re: sign * s[0]![1]!.re, im: sign * s[0]![1]!.im }
  return [
    ['S₁₁', '9.9387695792443e-1', '1.0939910130379e-1', s[0]![0]!, check[0]![0]!],
    ['S₂₁', '-1.5426317074051e-2', '-1.5677634791307e-3', off, check[0]![1]!],
    ['S₂₂', '-9.9556531053341e-1', '-9.2786223771228e-2', s[1]![1]!, check[1]![1]!],
  ]
}

function sMatrixValues(): Value[] {
  return entries().flatMap(([name, re, im, ours, check]): Value[] => [
    { quantity: `Re ${name}`, printed: re, ours: ours.re, within: 3e-5, check: { value: check.re, within: 2e-10 } },
    { quantity: `Im ${name}`, printed: im, ours: ours.im, within: 3e-5, check: { value: check.im, within: 2e-10 } },
  ])
}

/** Eigenphase sums over π, from below, on and above the resonance. */
const phases = [
  [42.838, '9.93409226779'],
  [42.8386, '9.95754656598'],
  [42.8389, '10.0100706513'],
  [42.8391, '10.2440221554'],
  [42.8392, '10.6074313570'],
  [42.8393, '10.7642717698'],
  [42.8396, '10.8586180319'],
  [42.8399, '10.8798273593'],
] as const

function phaseValues(): Value[] {
  const waves = channels()
  const modulo = (s: C, printed: string): number => {
    const turn = Math.atan2(s.im, s.re) / (2 * Math.PI)
    return turn + Math.round(Number(printed) - turn)
  }
  return phases.map(([energy, printed]) => ({
    quantity: `δ/π at ${energy} cm⁻¹`,
    printed,
    ours: modulo(sMatrix(waves, 0, 0, energy)[0]![0]!, printed),
    within: 1e-3,
    check: { value: modulo(numerov(energy)[0]![0]!, printed), within: 1e-6 },
  }))
}

export const molscat: readonly Comparison[] = [
  {
    field: 'Scattering',
    name: 'two-channel Lennard-Jones, E = 200 cm⁻¹',
    source: 'MOLSCAT 2025.0, examples/output/molscat-2chan-LJ.output',
    remark: `of 14 digits 5 hold: ${steps}; Numerov’s rule on 6 000 and 12 000 steps agrees with ours`,
    values: sMatrixValues,
  },
  {
    field: 'Scattering',
    name: 'the same, across its Feshbach resonance',
    source: 'MOLSCAT 2025.0, examples/output/molscat-2chan-LJ.iphsum',
    remark: `${steps}: 3·10⁻⁵ off the resonance, on it a shift of 10⁻⁷ cm⁻¹; Numerov agrees with ours`,
    values: phaseValues,
  },
  {
    field: 'Bound states and resonances',
    name: 'two-channel Lennard-Jones, levels in cm⁻¹',
    source: 'BOUND 2025.0, examples/output/bound-2chan-LJ.output',
    remark: 'BOUND asks for levels below −1 cm⁻¹',
    values: () => {
      const found = energies(channels().boundStates(0)).filter((e) => e < -1)
      return [
        { quantity: 'levels', printed: '2', ours: found.length },
        { quantity: 'E₀', printed: '-58.32609015', ours: found[0]! },
        { quantity: 'E₁', printed: '-12.10802616', ours: found[1]! },
      ]
    },
  },
  {
    field: 'Bound states and resonances',
    name: 'hydrogen, −1/2n²',
    source: 'BOUND 2025.0, examples/output/bound-hydrogen.ibdsum',
    remark: 'its step limits it to 8 or 9 digits; ours is cut off at r = 300',
    values: () => {
      const atom = radial(functionPotential({ value: (r) => -1 / r, from: 0, to: 300, ends: ['inner', 'jump'] }), 1)
      const printed = [
        ['-0.4999999984385', '-0.1249999951299', '-5.5555551006554e-2'],
        ['-0.1249999971685', '-5.5555549846704e-2'],
      ]
      return printed.flatMap((rows, l) =>
        rows.map((text, i): Value => ({
          quantity: `n = ${i + l + 1}, ℓ = ${l}`,
          printed: text,
          ours: energies(atom.boundStates(l))[i]!,
          within: 6e-9,
          check: { value: -0.5 / (i + l + 1) ** 2, within: 2e-14 },
        })),
      )
    },
  },
]
