import { toSiteBasis, withLevelShift } from '../dynamics/index.js'
import { collapseOperators, type CollapseOperators } from '../generator/index.js'
import { inverseTemperature, type Gas, type System } from '../model/index.js'
import type { ComplexMatrix } from '../numerics/index.js'
import type { RateTable } from '../rates/index.js'
import { solvedStudy, version, type StudyConfig, studyError, type Study } from '../study/index.js'

/** An array with a name, row-major; complex when it has an imaginary part. */
export interface NamedArray {
  readonly name: string
  /** Empty for a single number. */
  readonly shape: readonly number[]
  readonly re: Float64Array
  readonly im?: Float64Array
}

/** What other programs get of one point of a study. */
export interface ExportedPoint {
  readonly arrays: readonly NamedArray[]
  /** Units, bases and index order, as lines of text. */
  readonly notes: string
}

/**
 * One point of a study as arrays: Hamiltonian, levels, rates, the collapse operators of the secular generator (7),
 * stationary populations.
 * @throws StudyError for a sweep or an impossible model; NotConverged or RangeError where a tolerance is not reached;
 * NotCompletelyPositive.
 */
export function exportedPoint(study: Study): ExportedPoint {
  const { config } = study
  if (config.sweep)
    throw studyError(study, [
      {
        path: ['sweep'],
        expected: 'no sweep, since one point is exported (--set sweep=null)',
        found: 'a sweep',
        atKey: true,
      },
    ])
  const {
    model: { system, beta },
    gases,
    rates,
    generator,
    stationary: { density, unique },
  } = solvedStudy(study)
  const collapse = collapseOperators(config.levelShift === true ? withLevelShift(generator) : generator)
  const populations = Float64Array.from(system.levels, (_, k) => density.re[k * (system.sites + 1)]!)
  return {
    arrays: [
      ...arraysOf(system, rates, collapse, populations),
      ...temperatures(
        beta,
        gases.map(({ gas }) => gas),
      ),
    ],
    notes: notes(
      config,
      unique,
      gases.map(({ name }) => name),
    ),
  }
}

function arraysOf(
  system: System,
  rates: RateTable,
  collapse: CollapseOperators,
  populations: Float64Array,
): NamedArray[] {
  const { sites: n, levels, hamiltonian, eigenvectors } = system
  const { operators, certificate } = collapse
  return [
    matrixArray('hamiltonian', hamiltonian),
    matrixArray('hamiltonian_shift', toSiteBasis(system, collapse.hamiltonian)),
    { name: 'levels', shape: [n], re: levels },
    matrixArray('eigenvectors', eigenvectors),
    { name: 'rates', shape: [n, n], re: rates.values },
    stacked(
      'collapse_operators',
      n,
      operators.map(({ matrix }) => toSiteBasis(system, matrix)),
    ),
    {
      name: 'collapse_frequencies',
      shape: [operators.length],
      re: Float64Array.from(operators, ({ frequency }) => frequency),
    },
    { name: 'collapse_rates', shape: [operators.length], re: Float64Array.from(operators, ({ rate }) => rate) },
    { name: 'populations', shape: [n], re: populations },
    { name: 'positivity', shape: [], re: Float64Array.of(certificate.relative) },
  ]
}

/** `beta`, where all gases share it; `betas`, one per gas, where they do not; neither where a gas has none. */
function temperatures(beta: number | null, gases: readonly Gas[]): NamedArray[] {
  if (beta !== null) return [{ name: 'beta', shape: [], re: Float64Array.of(beta) }]
  const betas = gases.map(inverseTemperature)
  return betas.every((one) => one !== null)
    ? [{ name: 'betas', shape: [betas.length], re: Float64Array.from(betas) }]
    : []
}

const matrixArray = (name: string, { rows, columns, re, im }: ComplexMatrix): NamedArray => ({
  name,
  shape: [rows, columns],
  re,
  im,
})

function stacked(name: string, n: number, matrices: readonly ComplexMatrix[]): NamedArray {
  const [re, im] = [new Float64Array(matrices.length * n * n), new Float64Array(matrices.length * n * n)]
  matrices.forEach((matrix, j) => {
    re.set(matrix.re, j * n * n)
    im.set(matrix.im, j * n * n)
  })
  return { name, shape: [matrices.length, n, n], re, im }
}

function notes(
  { normalization, title, levelShift = false }: StudyConfig,
  unique: boolean,
  gases: readonly string[],
): string {
  return [
    ...(title === undefined ? [] : [title]),
    `Written by dilute ${version}. Units: hbar = k_B = 1; energies, beta and rates are in the units of the study.`,
    `Rates and collapse operators are in the ${normalization} normalization.`,
    'rates[to, from]; eigenvectors[:, k] is level k in the site basis; populations[k] is the stationary ' +
      'probability of level k.',
    'hamiltonian, hamiltonian_shift and collapse_operators[j] are matrices in the site basis; the roots of the ' +
      'rates are in the operators.',
    'Master equation: d rho/dt = -i [hamiltonian + hamiltonian_shift, rho] + sum_j D[collapse_operators[j]] rho,',
    'D[L] rho = L rho L^+ - (L^+ L rho + rho L^+ L)/2. collapse_frequencies[j] is the energy a jump adds to ' +
      'the system.',
    'hamiltonian_shift belongs to the dissipator and appears because the elastic operators are traceless; it ' +
      'commutes with hamiltonian.',
    `The collisional level shift is ${levelShift ? 'part of hamiltonian_shift' : 'left out'}.`,
    'positivity is the smallest eigenvalue of a Kossakowski matrix relative to its largest entry; negative ' +
      'values are integration error.',
    ...(gases.length > 1
      ? [
          `Rates and operators are those of all gases together: ${gases.join(', ')}. betas[j] is the inverse ` +
            `temperature of each.`,
        ]
      : []),
    ...(unique
      ? []
      : [
          'The stationary state is not unique; populations is the one that the Gibbs state of the gas relaxes ' +
            'to, or all levels alike without a beta.',
        ]),
  ].join('\n')
}
