/** Grabbing things of a drawing by mouse, pen or finger, in the drawing's own units. */
import type { Signal } from '@preact/signals'

interface Point {
  readonly x: number
  readonly y: number
}

/** The nearest multiple of a step, without the digits that multiplying leaves. */
export const rounded = (value: number, step: number): number => Number((Math.round(value / step) * step).toFixed(6))

type Moved = (by: Point, place: Point, first: boolean) => void

/** Handlers for an element of an SVG that is dragged: told how far since it was grabbed, and where the hand is. */
export function dragged(moving: Signal<boolean>, moved: Moved): { onPointerDown: (event: PointerEvent) => void } {
  return {
    onPointerDown: (event) => {
      const element = event.currentTarget as SVGElement
      const svg = element.ownerSVGElement!
      const from = placeIn(svg, event)
      let first = true
      const move = (next: PointerEvent): void => {
        const place = placeIn(svg, next)
        moved({ x: place.x - from.x, y: place.y - from.y }, place, first)
        first = false
      }
      const end = (): void => {
        moving.value = false
        removeEventListener('pointermove', move)
        removeEventListener('pointerup', end)
        removeEventListener('pointercancel', end)
      }
      event.preventDefault()
      ;(element as SVGElement & HTMLOrSVGElement).focus()
      moving.value = true
      addEventListener('pointermove', move)
      addEventListener('pointerup', end)
      addEventListener('pointercancel', end)
    },
  }
}

/** Where a pointer is, in the units of a drawing. */
export function placeIn(svg: SVGSVGElement, { clientX, clientY }: MouseEvent): Point {
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()!.inverse())
  return { x, y }
}
