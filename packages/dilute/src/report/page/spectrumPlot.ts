import type { GeneratorResults } from '../../study/results.js'
import { isZeroWithin } from '../../tell/measured.js'
import { typographic } from '../../tell/numbers.js'
import { markup, nothing, type Markup } from './markup.js'

const width = 420, height = 220
const margin = { left: 14, right: 16, top: 14, bottom: 34 }

/** The eigenvalues in the complex plane, each axis to its own scale; the axes through zero carry the reach. */
export function spectrumPlot({ spectrum: given, spectrumError }: Pick<GeneratorResults, 'spectrum' | 'spectrumError'>): Markup {
  const told = (value: number, i: number): number => (isZeroWithin(value, spectrumError[i]) ? 0 : value)
  const spectrum = given.map(([re, im], i) => [told(re, i), told(im, i)] as const)
  const decay = Math.max(0, ...spectrum.map(([re]) => -re)), turn = Math.max(0, ...spectrum.map(([, im]) => Math.abs(im)))
  if (decay === 0) return nothing
  const middle = (margin.top + height - margin.bottom) / 2
  const x = (re: number): number => width - margin.right + (re / decay) * (width - margin.left - margin.right)
  const y = (im: number): number => middle - (turn === 0 ? 0 : im / turn) * (middle - margin.top)
  const dots = spectrum.map(([re, im]) => markup`<circle cx="${rounded(x(re))}" cy="${rounded(y(im))}" r="3"/>`)
  return markup`<figure class="spectrum"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Eigenvalues in the complex plane">
<path d="M${margin.left} ${middle}H${width - margin.right}M${width - margin.right} ${margin.top}V${height - margin.bottom}"/>${dots}
<text x="${margin.left}" y="${height - 8}">−${typographic(decay, 3)}</text><text x="${width / 2}" y="${height - 8}" text-anchor="middle">real part</text><text x="${width - margin.right}" y="${height - 8}" text-anchor="end">0</text></svg>
<figcaption>The eigenvalues in the complex plane. To the left: faster decay. Up and down: imaginary parts${turn === 0 ? ', all of which vanish' : markup`, up to ${typographic(turn, 3)}`}.</figcaption></figure>\n`
}

function rounded(pixels: number): string {
  return pixels.toFixed(1)
}
