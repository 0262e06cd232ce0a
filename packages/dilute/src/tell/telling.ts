import type { PointResults, StudyResults, SweepResults } from '../study/index.js'
import { evenly } from './evenly.js'
import { brief } from './numbers.js'
import { certificateSection } from './point/certificateSection.js'
import { countingSections } from './point/countingSection.js'
import { currentSection } from './point/currentSection.js'
import { cycleSection } from './point/cycleSection.js'
import { entropySection } from './point/entropySection.js'
import { evidenceSection } from './point/evidenceSection.js'
import { gasSections } from './point/gasSections.js'
import { generatorSections } from './point/generatorSection.js'
import { levelSection } from './point/levelSection.js'
import { rateSection } from './point/rateSection.js'
import { ratioSection } from './point/ratioSection.js'
import { symmetrySection } from './point/symmetrySection.js'
import type { Section, Telling } from './section.js'
import { statesOf } from './states.js'
import { sweepSection } from './sweepSection.js'
import { after, unitsOf } from './units.js'
import { sweepVerdict, verdictOf } from './verdict.js'

/** How much is told. */
export interface TellOptions {
  /** At most so many points of a sweep, evenly from first to last; all by default. */
  readonly points?: number
}

/** All that is told of the results of a study. */
export function tell(results: StudyResults, options: TellOptions = {}): Telling {
  return 'points' in results ? tellSweep(results, options) : tellPoint(results)
}

/**
 * What is told of the results of a study, without title and verdict: of one point everything, of a sweep a row for each
 * point.
 */
export function sections(results: StudyResults, { points: most = Infinity }: TellOptions = {}): Section[] {
  if (!('points' in results)) return pointSections(results)
  return results.points.length === 0 ? [] : [sweepSection(results.points, evenly(results.points, most))]
}

function tellPoint(point: PointResults): Telling {
  return {
    title: titleOf(point),
    subtitle: [betaText(point), ...modelTexts(point)].join(', '),
    warnings: point.warnings,
    verdict: verdictOf(point, statesOf(point)),
    sections: pointSections(point),
  }
}

function tellSweep(results: SweepResults, options: TellOptions): Telling {
  const { points, warnings } = results,
    [first] = points
  if (first === undefined)
    return { title: 'Detailed balance', subtitle: 'The sweep has no points.', warnings, verdict: null, sections: [] }
  const subtitle = [points.length === 1 ? '1 point' : `${points.length} points`, ...modelTexts(first)].join(', ')
  return {
    title: titleOf(first),
    subtitle,
    warnings,
    verdict: sweepVerdict(points),
    sections: sections(results, options),
  }
}

function titleOf({ title }: PointResults): string {
  return title?.trim() ? title : 'Detailed balance'
}

function betaText(point: PointResults): string {
  return point.beta === null
    ? 'no common beta'
    : `beta = ${brief(point.beta)}${after(unitsOf(point), 'inverse energy')}`
}

function modelTexts({ levels, normalization }: PointResults): string[] {
  const symbols = levels.length === 3 ? ' (−, 0, + are indices 0, 1, 2)' : ''
  return [`${levels.length} levels${symbols}`, `${normalization} normalization`]
}

function pointSections(point: PointResults): Section[] {
  return [
    levelSection(point),
    rateSection(point),
    ...gasSections(point),
    ratioSection(point),
    symmetrySection(point),
    cycleSection(point),
    currentSection(point),
    ...countingSections(point),
    ...generatorSections(point),
    entropySection(point),
    certificateSection(point),
    evidenceSection(point),
  ].filter(({ parts }) => parts.length > 0)
}
