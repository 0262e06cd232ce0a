import { figureKind } from '../tell/figureKind.js'
import type { PointResults, StudyResults, SweepPoint } from '../study/results.js'
import { typographicMeasured } from '../tell/measured.js'
import { typographicBrief } from '../tell/numbers.js'
import { Markup, markup, nothing, type Content } from './page/markup.js'
import { bathSection } from './page/bathSection.js'
import { certificateSection } from './page/certificateSection.js'
import { countingSection } from './page/countingSection.js'
import { evidenceSection, warningBox } from './page/evidenceSection.js'
import { currentsSection, cyclesSection, entropySection } from './page/flowSections.js'
import { generatorSection } from './page/generatorSection.js'
import { levelsSection, ratesSection, ratioSection } from './page/rateSections.js'
import { styleSheet } from './page/styleSheet.js'
import { sweepSection } from './page/sweepSection.js'
import { section } from './page/tables.js'
import { symmetrySection, verdictBox } from './page/verdict.js'
import { commonStates, statesOf } from '../tell/states.js'
import { sweepVerdict, verdictOf, type NumberStyle } from '../tell/verdict.js'
import { settingText } from '../tell/violation.js'

const mostStudyLines = 50

export interface ReportParts {
  readonly results: StudyResults
  /** The study file as the user wrote it. */
  readonly studyText: string
  /** The detailed-balance figure as SVG text. */
  readonly figureSvg: string
}

/** The whole report as one HTML file that needs nothing else: figure, verdict, model, numbers and evidence. */
export function reportHtml({ results, studyText, figureSvg }: ReportParts): string {
  const points: readonly SweepPoint[] = 'points' in results ? results.points : [{ ...results, set: {} }]
  const title = points[0]?.title?.trim() ? points[0].title : 'Detailed balance report'
  const body = 'points' in results ? sweepBody(points) : pointBody(results)
  return page(title, [
    markup`<header><h1>${title}</h1><p class="quiet">${subtitle(points)}</p></header>\n`,
    warningBox(results.warnings), overallVerdict(results), figure(figureSvg, points),
    section('The study', study(studyText.trimEnd())), body,
  ]).html
}

/** Long studies, such as those with large matrices, are folded away. */
function study(text: string): Markup {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 80)), 0)
  const whole = markup`<pre>${text}</pre>`
  return lines <= mostStudyLines ? whole : markup`<details><summary>The study file</summary>${whole}</details>`
}

function page(title: string, contents: Content): Markup {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Markup(styleSheet)}</style>
</head>
<body><main>
${contents}</main></body>
</html>
`
}

function subtitle(points: readonly SweepPoint[]): string {
  const first = points[0]
  if (first === undefined) return 'A sweep without points'
  const names = first.levels.length === 3 ? ', called −, 0, + (indices 0, 1, 2)' : ''
  const what = points.length > 1 ? `, at ${points.length} points of a sweep` : ''
  return `A system of ${first.levels.length} levels${names} in a dilute gas${what}`
}

const style: NumberStyle = { setting: (value) => typographicBrief(value), value: (value, error) => typographicMeasured(value, error, 4) }

function overallVerdict(results: StudyResults): Markup {
  if (!('points' in results)) return verdictBox(verdictOf(results, statesOf(results)))
  return results.points.length === 0 ? nothing : verdictBox(sweepVerdict(results.points, style))
}

/** The figure on white paper, whatever the page's colours; nothing where there is nothing to draw. */
function figure(svg: string, points: readonly SweepPoint[]): Markup {
  const kind = figureKind(points)
  if (kind === 'none') return nothing
  const inline = new Markup(svg.replace(/^\s*<\?xml[^>]*\?>\s*/, '').replace(/^\s*<!DOCTYPE[^>]*>\s*/i, ''))
  return markup`<figure><div class="paper" tabindex="0">${inline}</div>
<figcaption>${kind === 'flows' ? flowCaption(points) : ratioCaption(points)}</figcaption></figure>\n`
}

function flowCaption(points: readonly SweepPoint[]): string {
  const above = Object.keys(points[0]?.baths ?? {}).length > 1
    ? 'the heat that each gas gives to the system per unit time, negative where it takes heat'
    : 'what flows between the levels per unit time, negative where it flows the other way'
  return `Above, ${above}; below, the entropy production that goes with it, as far as it is known.`
}

function ratioCaption(points: readonly SweepPoint[]): Markup {
  const { grouped } = commonStates(points), of = grouped ? 'group' : 'level'
  const drawn = points.length > 1 ? 'Each curve is the ratio' : 'Each field is the logarithm of the ratio'
  const names = points[0]?.levels.length === 3 && !grouped ? ' out of −, 0, +' : ''
  return markup`${drawn} for one pair of ${grouped ? 'groups of equal levels' : 'levels'}${names}: the rate to ${of} <var>k</var> from ${of} <var>l</var> ${
    'over the reverse rate, each weighted with the Gibbs population it starts from. Detailed balance demands that every ratio is 1.'}`
}

function sweepBody(points: readonly SweepPoint[]): Markup {
  const first = points[0]
  if (first === undefined) return markup`<p>The sweep has no points.</p>`
  const at = settingText(first, (value) => typographicBrief(value))
  return markup`${sweepSection(points)}<h2 class="part">${points.length > 1 ? 'First point' : 'The point'}${at === '' ? '' : `: ${at}`}</h2>
${points.length > 1 ? verdictBox(verdictOf(first, statesOf(first))) : nothing}${pointBody(first)}`
}

function pointBody(point: PointResults): Markup {
  return markup`${[
    levelsSection(point), bathSection(point), ratioSection(point), symmetrySection(point), ratesSection(point), cyclesSection(point),
    currentsSection(point), entropySection(point), countingSection(point), generatorSection(point), certificateSection(point), evidenceSection(point),
  ]}`
}
