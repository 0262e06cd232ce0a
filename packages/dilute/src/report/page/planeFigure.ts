import { typographic } from '../../tell/numbers.js'
import type { Plane } from '../../tell/section.js'
import { markup, nothing, type Markup } from './markup.js'

const width = 420,
  height = 220
const margin = { left: 14, right: 16, top: 14, bottom: 34 }
const name = markup`aria-label="Eigenvalues in the complex plane"`
const caption = 'The eigenvalues in the complex plane. To the left: faster decay. Up and down: imaginary parts'
const [left, right, bottom] = [margin.left, width - margin.right, height - margin.bottom]

/** Eigenvalues in the complex plane, each axis to its own scale; the axes through zero carry the reach. */
export function planeFigure({ points }: Pick<Plane, 'points'>): Markup {
  const decay = points.reduce((most, [re]) => Math.max(most, -re), 0),
    turn = points.reduce((most, [, im]) => Math.max(most, Math.abs(im)), 0)
  if (decay === 0) return nothing
  const middle = (margin.top + bottom) / 2
  const x = (re: number): number => right + (re / decay) * (right - left)
  const y = (im: number): number => middle - (turn === 0 ? 0 : im / turn) * (middle - margin.top)
  const dots = points.map(([re, im]) => markup`<circle cx="${rounded(x(re))}" cy="${rounded(y(im))}" r="3"/>`)
  return markup`<figure class="spectrum"><svg viewBox="0 0 ${width} ${height}" role="img" ${name}>
<path d="M${left} ${middle}H${right}M${right} ${margin.top}V${bottom}"/>${dots}${numbers(decay)}</svg>
<figcaption>${caption}${reach(turn)}.</figcaption></figure>\n`
}

function numbers(decay: number): Markup {
  const y = height - 8
  return markup`
<text x="${left}" y="${y}">−${typographic(decay, 3)}</text><text x="${
    width / 2
  }" y="${y}" text-anchor="middle">real part</text>${markup`<text x="${right}" y="${y}" text-anchor="end">0</text>`}`
}

function reach(turn: number): string {
  return turn === 0 ? ', all of which vanish' : `, up to ${typographic(turn, 3)}`
}

function rounded(pixels: number): string {
  return pixels.toFixed(1)
}
