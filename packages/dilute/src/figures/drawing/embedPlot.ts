import { fontFamily } from './style.js'
import type { SvgElement } from './svg.js'

/**
 * Sets a drawn plot at its place in the figure, without the style sheet and class that could touch the page around it.
 * It is not cut off at its edges: that takes the time of drawing it again.
 */
export function embedPlot(drawn: SvgElement, left: number, top: number): SvgElement {
  drawn.querySelector('style')?.remove()
  drawn.removeAttribute('class')
  drawn.setAttribute('x', String(left))
  drawn.setAttribute('y', String(top))
  drawn.setAttribute('overflow', 'visible')
  drawn.setAttribute('font-family', fontFamily)
  return drawn
}
