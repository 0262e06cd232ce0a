import type { StudyResults, SweepPoint } from '../study/index.js'
import { figureCaption } from '../tell/caption.js'
import { brief } from '../tell/numbers.js'
import type { Section } from '../tell/section.js'
import { pointsOf } from '../tell/subject.js'
import { sections, tell } from '../tell/telling.js'
import { settingText } from '../tell/violation.js'
import { styled, withTypesetNumbers } from './page/cells.js'
import { Markup, markup, nothing, type Content } from './page/markup.js'
import { section, sectionMarkup, verdictBox } from './page/parts.js'
import { styleSheet } from './page/styleSheet.js'

/** Longer studies fold away. */
const mostStudyLines = 50
/** A page with more rows than this is too heavy to open. */
const mostPoints = 5000
/** Warnings beyond these are left to the results. */
const mostWarnings = 10

/** What a report is made of. */
export interface ReportContents {
  readonly results: StudyResults
  /** The study file as the user wrote it. */
  readonly studyText: string
  /** The figure of the results as SVG text. */
  readonly figureSvg: string
}

/** The whole report as one HTML file that needs nothing else: figure, verdict, model, numbers and evidence. */
export function reportHtml({ results, studyText, figureSvg }: ReportContents): string {
  const points = pointsOf(results)
  const { title, verdict, warnings, sections: told } = tell(results, { points: mostPoints })
  return page(title, [
    markup`<header><h1>${title}</h1><p class="quiet">${subtitle(points)}</p></header>\n`,
    warningBox(warnings),
    verdict === null ? nothing : verdictBox(verdict),
    figure(figureSvg, points),
    section('The study', study(studyText.trimEnd())),
    told.map(sectionMarkup),
    'points' in results ? firstPoint(results.points) : nothing,
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
  const [first] = points
  if (first === undefined) return 'A sweep without points'
  const names = first.levels.length === 3 ? ', called −, 0, + (indices 0, 1, 2)' : ''
  const what = points.length > 1 ? `, at ${points.length} points of a sweep` : ''
  return `A system of ${first.levels.length} levels${names} in a dilute gas${what}`
}

/** What to beware of; nothing where there is nothing. */
function warningBox(warnings: readonly string[]): Markup {
  if (warnings.length === 0) return nothing
  const shown = warnings.slice(0, mostWarnings).map((text) => markup`<p>Warning: ${withTypesetNumbers(text)}</p>`)
  const more =
    warnings.length > mostWarnings
      ? markup`<p>${warnings.length - mostWarnings} more warnings are in the results.</p>`
      : nothing
  return markup`<div class="warnings" role="note">${shown}${more}</div>\n`
}

/** The figure on white paper, whatever the page's colours. */
function figure(svg: string, points: readonly SweepPoint[]): Markup {
  const caption = figureCaption(points)
  if (caption === null) return nothing
  const inline = new Markup(svg.replace(/^\s*<\?xml[^>]*\?>\s*/, '').replace(/^\s*<!DOCTYPE[^>]*>\s*/i, ''))
  return markup`<figure><div class="paper" tabindex="0">${inline}</div>\n<figcaption>${styled(
    caption,
  )}</figcaption></figure>\n`
}

/** The first point of a sweep in full. */
function firstPoint(points: readonly SweepPoint[]): Markup {
  const [first] = points
  if (first === undefined) return markup`<p>The sweep has no points.</p>`
  const at = settingText(first, brief),
    { verdict } = tell(first)
  const parts: readonly Section[] = sections(first)
  return markup`<h2 class="part">${points.length > 1 ? 'First point' : 'The point'}${
    at === '' ? '' : `: ${withTypesetNumbers(at)}`
  }</h2>
${points.length > 1 && verdict !== null ? verdictBox(verdict) : nothing}${parts.map(sectionMarkup)}`
}
