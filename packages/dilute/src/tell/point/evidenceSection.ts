import type { PointResults } from '../../study/index.js'
import { fullPrecision, significant } from '../numbers.js'
import {
  chosenCell,
  computedCell,
  countCell,
  explanation,
  fact,
  numberColumn,
  summaryHeading,
  table,
} from '../parts.js'
import type { Fact, Part, Section } from '../section.js'
import { after, unitOf, unitsOf } from '../units.js'

/** Why the numbers can be trusted. */
export function evidenceSection(point: PointResults): Section {
  return {
    title: 'Evidence',
    heading: summaryHeading,
    parts: [
      { kind: 'facts', room: 'narrow', facts: [fact('Evidence', summary(point))] },
      { kind: 'facts', room: 'wide', facts: [...accuracyFacts(point), ...toleranceFacts(point)] },
      resonances(point),
    ],
  }
}

function summary({
  evidence: { relativeError, energiesEvaluated, partialWaves, amplitudeError },
}: PointResults): string {
  return (
    `estimated relative error ${significant(relativeError, 2)}, ${fullPrecision(
      energiesEvaluated,
    )} energies evaluated` +
    (partialWaves === null ? '' : `; ${partialWaves.waves} partial waves`) +
    (amplitudeError === null ? '' : `; amplitudes change by ${significant(amplitudeError, 2)} on refinement`)
  )
}

function accuracyFacts({ evidence }: PointResults): Fact[] {
  const { relativeError, energiesEvaluated, unitarityResidual, partialWaves, amplitudeError } = evidence
  return [
    fact('Estimated relative error of the rates', computedCell(relativeError, 2)),
    fact('Energies evaluated', countCell(energiesEvaluated)),
    fact('Unitarity of the S matrix violated by', computedCell(unitarityResidual, 2)),
    ...(partialWaves === null
      ? []
      : [
          fact('Partial waves', countCell(partialWaves.waves)),
          fact('The next wave would add, relatively', computedCell(partialWaves.truncation, 2)),
        ]),
    ...(amplitudeError === null ? [] : [fact('Amplitudes change on refinement by', computedCell(amplitudeError, 2))]),
  ]
}

function toleranceFacts(point: PointResults): Fact[] {
  const { tolerances, version, seed } = point.evidence
  return [
    fact('Tolerance for rates', chosenCell(tolerances.rates)),
    fact('Tolerance for detailed balance', chosenCell(tolerances.detailedBalance)),
    fact('Tolerance for symmetries', chosenCell(tolerances.symmetries)),
    fact('Levels closer than this count as equal', chosenCell(tolerances.degeneracy), after(unitsOf(point), 'energy')),
    fact('Version', version),
    fact('Seed of random numbers', seed === null ? 'none, nothing here is random' : countCell(seed)),
  ]
}

function resonances(point: PointResults): Part {
  const found = point.evidence.resonances,
    unit = unitOf(unitsOf(point), 'energy')
  if (found.length === 0) return explanation('No resonances were found.')
  const rows = found.map(({ energy, width }) => [computedCell(energy, 6), computedCell(width)])
  const parts = [table([numberColumn('energy', unit), numberColumn('width', unit)], rows, 'resonances')]
  return { kind: 'details', room: 'wide', summary: `Resonances found (${found.length})`, parts }
}
