import { functionPotential, poschlTellerPotential } from '../../src/model/index.js'
import { digits, exactly, type Comparison, type Value } from './comparison.js'
import { numerovLevel, type Walled } from './independent.js'
import { energies, onLine, outwards, radial } from './models.js'

/**
 * J. D. Pryce, SLTSTPAK: a test package for Sturm–Liouville solvers, ACM Trans. Math. Softw. 25, 58 (1999), Algorithm
 * 789 (github.com/ACM-TOMS/CALGO, 0789): the comments of standard.f and the tables TRUEVALS/evtru.*. −u″ + q u = λu is
 * mass ½.
 */

const field = 'Bound states and resonances'
const mass = 0.5
const standard = (n: number): string => `Pryce, SLTSTPAK (Algorithm 789), standard.f, problem ${n}`

const woodsSaxon = (r: number): number => {
  const t = Math.exp(-(r - 7) / 0.6)
  return ((-50 * t) / (t + 1)) * (1 - 5 / 3 / (t + 1))
}
const woodsSaxonLevels = (l: number): number[] => energies(radial(outwards(woodsSaxon, 0, 32), mass).boundStates(l))

const deepMorse = (r: number): number => {
  const t = Math.exp(-1.7 * (r - 1.3))
  return 2000 * t * (t - 2)
}
const spiked = (r: number): number =>
  1250 * Math.exp(-83.363 * (r - 2.47826) ** 2) + 3906.25 * (1 - Math.exp(2.3237 - r)) ** 2

/** A printed level that Numerov's rule contradicts, as ours does. */
function doubtful(
  quantity: string,
  printed: string,
  ours: number,
  within: number,
  problem: Walled,
  nodes: number,
  below: number,
): Value {
  const value = numerovLevel(problem, nodes, below)
  return { quantity, printed, ours, within, check: { value, within: 1e-7 }, remark: `Numerov: ${digits(value, 11)}` }
}

function spikedValues(): Value[] {
  const potential = outwards((r) => spiked(r) - 3906.25, 0, 40)
  const ours = energies(radial(potential, mass).boundStates(0)).map((e) => e + 3906.25)
  const problem = { value: spiked, from: 0.4, to: 8, mass, steps: 8000 }
  return [
    { quantity: 'levels', printed: '62', ours: ours.length },
    doubtful('λ₀', '163.2238021', ours[0]!, 1e-4, problem, 0, 3906),
    doubtful('λ₁', '401.065122144', ours[1]!, 2e-4, problem, 1, 3906),
    doubtful('λ₉', '1277.536963', ours[9]!, 2e-4, problem, 9, 3906),
    doubtful('λ₂₀ (printed as λ₂)', '2221.36634008', ours[20]!, 1e-5, problem, 20, 3906),
  ]
}

function deepMorseValues(): Value[] {
  const ours = energies(radial(outwards(deepMorse, 0, 26), mass).boundStates(1))
  const problem = { value: (r: number) => 2 / r ** 2 + deepMorse(r), from: 0.2, to: 14, mass, steps: 12000 }
  return [
    { quantity: 'levels', printed: '26', ours: ours.length },
    doubtful('λ₀', '-1923.529653', ours[0]!, 3e-6, problem, 0, 0),
    doubtful('λ₁', '-1777.2908125', ours[1]!, 1e-5, problem, 1, 0),
    doubtful('λ₁₃', '-473.29709743', ours[13]!, 4e-5, problem, 13, 0),
    doubtful('λ₂₅', '-1.7670126867', ours[25]!, 5e-6, { ...problem, to: 24, steps: 20000 }, 25, 0),
  ]
}

/** Wells that grow for ever, cut off far above the levels compared: q − `top` inside |x| < a wall. */
function grown(value: (x: number) => number, from: number, to: number, top: number): number[] {
  const potential = functionPotential({ value: (x) => value(x) - top, from, to, ends: 'jump' })
  return energies(onLine(potential, mass).boundStates()).map((e) => e + top)
}

export const pryce: readonly Comparison[] = [
  {
    field,
    name: 'Woods–Saxon, ℓ = 0',
    source: standard(41),
    values: () => {
      const ours = woodsSaxonLevels(0)
      return [
        { quantity: 'levels', printed: '14', ours: ours.length },
        { quantity: 'λ₀', printed: '-49.457788728', ours: ours[0]! },
        { quantity: 'λ₁₀', printed: '-18.094688282', ours: ours[10]! },
      ]
    },
  },
  {
    field,
    name: 'Woods–Saxon, ℓ = 2',
    source: `${standard(41)}; TRUEVALS/evtru.40`,
    remark: 'printed as ℓ = 1, but the numbers belong to ℓ = 2: ℓ = 1 begins at −48.95173162, which Numerov confirms',
    values: () => {
      const [two, one] = [woodsSaxonLevels(2), woodsSaxonLevels(1)]
      const problem = { value: (r: number) => 2 / r ** 2 + woodsSaxon(r), from: 0, to: 16, mass, steps: 8000 }
      const check = numerovLevel({ ...problem, from: 0.004 }, 0, 0)
      return [
        { quantity: 'levels', printed: '13', ours: two.length },
        { quantity: 'λ₀', printed: '-48.349481052', ours: two[0]! },
        { quantity: 'λ₁', printed: '-46.4616592324', ours: two[1]!, within: 1e-10 },
        { quantity: 'λ₁₀', printed: '-13.522303353', ours: two[10]! },
        {
          quantity: 'λ₀ of ℓ = 1',
          printed: '-48.349481052',
          ours: one[0]!,
          within: 0.61,
          check: { value: check, within: 1e-6 },
          remark: 'not this ℓ',
        },
      ]
    },
  },
  {
    field,
    name: 'Morse with 2/x² (Secrest)',
    source: `${standard(36)}; TRUEVALS/evtru.36`,
    remark: 'the print is off from its seventh digit on; its λ₁ = −177.29 in standard.f has lost a 7',
    values: deepMorseValues,
  },
  {
    field,
    name: 'well with a spike at its bottom (Wicke, Harris)',
    source: `${standard(40)}; TRUEVALS/evtru.41`,
    remark: 'the print is off by 10⁻⁴, more than its 7 to 12 digits say',
    values: spikedValues,
  },
  {
    field,
    name: 'Morse 9(e^{−2x} − 2e^{−x})',
    source: standard(35),
    remark: 'exact; tested to 10⁻¹²',
    values: () => {
      const value = (x: number): number => 9 * Math.exp(-x) * (Math.exp(-x) - 2)
      const potential = functionPotential({ value, from: -3.5, to: 34, ends: ['jump', 'negligible'] })
      const ours = energies(onLine(potential, mass).boundStates())
      return [
        { quantity: 'levels', printed: '3', ours: ours.length },
        ...['-6.25', '-2.25', '-0.25'].map((printed, k): Value => ({
          quantity: `λ${'₀₁₂'[k]!}`,
          printed,
          ours: ours[k]!,
          within: 1e-12,
        })),
      ]
    },
  },
  {
    field,
    name: 'Morse 8000(e^{−3x} − 2e^{−3x/2})',
    source: `${standard(39)}, and closed form −(√8000 − 1.5(k + ½))²`,
    remark: 'the title promises 60 levels, no values',
    values: () => {
      const t = (x: number): number => Math.exp(-1.5 * x)
      const value = (x: number): number => 8000 * t(x) * (t(x) - 2)
      const potential = functionPotential({ value, from: -1.6, to: 24, ends: ['jump', 'negligible'] })
      const ours = energies(onLine(potential, mass).boundStates())
      const exact = (k: number): number => -((Math.sqrt(8000) - 1.5 * (k + 0.5)) ** 2)
      return [
        { quantity: 'levels', printed: '60', ours: ours.length },
        ...exactly(
          ours.map((e, k) => [`λ of k = ${k}`, exact(k), e] as const),
          1e-11,
          12,
          1e-11,
        ).map((v, k) => ({ ...v, unlisted: ![0, 30, 58].includes(k) })),
      ]
    },
  },
  {
    field,
    name: 'hydrogen, ℓ = 1: −1/(2k + 4)²',
    source: `${standard(29)}; TRUEVALS/evtru.29`,
    remark: 'exact; cut off at r = 300',
    values: () => {
      const potential = functionPotential({ value: (r) => -1 / r, from: 0, to: 300, ends: ['inner', 'jump'] })
      const ours = energies(radial(potential, mass).boundStates(1))
      const printed = ['-0.0625', '-0.0277777777777778', '-0.015625', '-0.01']
      return printed.map((text, k) => ({ quantity: `λ${'₀₁₂₃'[k]!}`, printed: text, ours: ours[k]!, within: 1e-14 }))
    },
  },
  {
    field,
    name: 'ℓ(ℓ + 1) sech² x, ℓ = 5',
    source: standard(14),
    remark: 'exact; tested to 10⁻¹²',
    values: () => {
      const ours = energies(onLine(poschlTellerPotential({ height: -30, width: 1 }), mass).boundStates())
      return [
        { quantity: 'levels', printed: '5', ours: ours.length },
        ...[25, 16, 9, 4, 1].map((e, k): Value => ({
          quantity: `λ${'₀₁₂₃₄'[k]!}`,
          printed: `-${e}`,
          ours: ours[k]!,
          within: 1e-12,
        })),
      ]
    },
  },
  {
    field,
    name: 'double well x⁴ + x³/2 − 7x² (Raman)',
    source: standard(33),
    remark: 'the weight ½ makes λ twice the energy',
    values: () => {
      const ours = grown((x) => x * x * (-7 + x * (0.5 + x)), -6, 6, 1000)
      return [
        { quantity: 'λ₀', printed: '-24.5175977072', ours: 2 * ours[0]! },
        { quantity: 'λ₅', printed: '8.10470769427', ours: 2 * ours[5]! },
      ]
    },
  },
  {
    field,
    name: 'anharmonic x⁴ + x²',
    source: standard(37),
    remark: 'λ₉ is misprinted: 46.9650… 09501 became 69501',
    values: () => {
      const ours = grown((x) => x ** 4 + x ** 2, -6, 6, 1200)
      return [
        { quantity: 'λ₀', printed: '1.3923516415', ours: ours[0]! },
        doubtful(
          'λ₉',
          '46.965069501',
          ours[9]!,
          1e-4,
          { value: (x) => x ** 4 + x ** 2, from: -5.5, to: 5.5, mass, steps: 8000 },
          9,
          100,
        ),
      ]
    },
  },
  {
    field,
    name: 'double well x⁴ − 25x²',
    source: standard(38),
    remark: 'pairs of levels closer than rounding',
    values: () => {
      const ours = grown((x) => (x * x - 25) * x * x, -7.5, 7.5, 1757)
      return [
        { quantity: 'λ₀', printed: '-149.2194561', ours: ours[0]! },
        { quantity: 'λ₁', printed: '-149.2194561', ours: ours[1]! },
        { quantity: 'λ₄₀', printed: '75.69072485', ours: ours[40]! },
      ]
    },
  },
  {
    field,
    name: 'polygon through (n, n²)',
    source: standard(53),
    remark: 'both printed values are impossible: the polygon lies above the parabola, whose levels are 1 and 19',
    values: () => {
      const corner = (x: number): number => Math.floor(Math.abs(x))
      const value = (x: number): number => corner(x) ** 2 + (2 * corner(x) + 1) * (Math.abs(x) - corner(x))
      const breaks = Array.from({ length: 21 }, (_, i) => i - 10).filter((x) => Math.abs(x) < 10)
      const potential = functionPotential({ value: (x) => value(x) - 100, from: -10, to: 10, breaks })
      const ours = energies(onLine(potential, mass).boundStates()).map((e) => e + 100)
      const problem = { value, from: -7, to: 7, mass, steps: 14000 }
      return [
        doubtful('λ₀', '.3456792711', ours[0]!, 0.83, problem, 0, 49),
        doubtful('λ₉', '18.079846195', ours[9]!, 1.1, problem, 9, 49),
      ]
    },
  },
]
