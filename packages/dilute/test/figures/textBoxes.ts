import { DOMParser } from 'linkedom'
import { expect } from 'vitest'
import { textWidth } from '../../src/figures/drawing/textWidth.js'

/** Where a text stands on the figure, by the estimated widths of its letters. */
export interface TextBox {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

interface Node {
  readonly nodeName: string
  readonly textContent: string
  readonly parentNode: Node | null
  readonly children: Iterable<Node>
  getAttribute(name: string): string | null
}

export interface Drawing {
  readonly width: number
  readonly height: number
  readonly texts: readonly TextBox[]
}

/** The size of an SVG figure and all its texts. */
export function readDrawing(svg: string): Drawing {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement as unknown as Node
  const [, , width = 0, height = 0] = root.getAttribute('viewBox')!.split(' ').map(Number)
  const texts = descendants(root)
    .filter((node) => node.nodeName === 'text' && node.textContent.trim() !== '')
    .map(boxOf)
  return { width, height, texts }
}

/** Pairs of texts that cover each other. */
export function overlaps(texts: readonly TextBox[]): string[] {
  return texts.flatMap((a, i) =>
    texts
      .slice(i + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.text} / ${b.text}`),
  )
}

/** Every text lies inside the sheet, and none over another. Returns the drawing. */
export function expectTextsWhole(svg: string): Drawing {
  const drawing = readDrawing(svg)
  for (const { text, left, right, top, bottom } of drawing.texts) {
    expect(Math.min(left, top), text).toBeGreaterThanOrEqual(0)
    expect(right, text).toBeLessThanOrEqual(drawing.width)
    expect(bottom, text).toBeLessThanOrEqual(drawing.height)
  }
  expect(overlaps(drawing.texts)).toEqual([])
  return drawing
}

function boxOf(node: Node): TextBox {
  const size = inherited(node, 'font-size'),
    anchor = inheritedText(node, 'text-anchor') ?? 'start'
  const spans = [...node.children]
  const regular =
    spans.length === 0
      ? textWidth(node.textContent, size)
      : spans.reduce(
          (sum, span) => sum + textWidth(span.textContent, Number(span.getAttribute('font-size') ?? size)),
          0,
        )
  const weight = node.getAttribute('font-weight') === '600' ? 1.067 : 1
  const [x, y] = [length(node.getAttribute('x'), size), length(node.getAttribute('y'), size) + baseline(node, size)]
  const width = weight * regular
  const left = x - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0)
  return shifted(
    turned(node, { text: node.textContent, left, right: left + width, top: y - 0.7 * size, bottom: y + 0.22 * size }),
    offset(node),
  )
}

/** A text that reads upwards, turned about its own point. */
function turned(node: Node, box: TextBox): TextBox {
  const match = /rotate\(-90 ([\d.-]+) ([\d.-]+)\)/.exec(node.getAttribute('transform') ?? '')
  if (!match) return box
  const [cx, cy] = [Number(match[1]), Number(match[2])]
  return {
    text: box.text,
    left: cx + (box.top - cy),
    right: cx + (box.bottom - cy),
    top: cy - (box.right - cx),
    bottom: cy - (box.left - cx),
  }
}

function offset(node: Node | null): [number, number] {
  if (node === null || node.parentNode === null) return [0, 0]
  const [x, y] = offset(node.parentNode)
  const moved = /translate\(([\d.e-]+)(?:[ ,]([\d.e-]+))?\)/.exec(node.getAttribute?.('transform') ?? '')
  const nested =
    node.nodeName === 'svg'
      ? ([Number(node.getAttribute('x') ?? 0), Number(node.getAttribute('y') ?? 0)] as const)
      : ([0, 0] as const)
  return [x + nested[0] + Number(moved?.[1] ?? 0), y + nested[1] + Number(moved?.[2] ?? 0)]
}

function shifted(box: TextBox, [x, y]: readonly [number, number]): TextBox {
  return { ...box, left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y }
}

function baseline(node: Node, size: number): number {
  return length(node.getAttribute('dy'), size)
}

function length(text: string | null, size: number): number {
  return text === null ? 0 : text.endsWith('em') ? Number(text.slice(0, -2)) * size : Number(text)
}

function inherited(node: Node, name: string): number {
  return Number(inheritedText(node, name))
}

function inheritedText(node: Node | null, name: string): string | null {
  return node === null ? null : (node.getAttribute?.(name) ?? inheritedText(node.parentNode, name))
}

function descendants(node: Node): Node[] {
  return [node, ...[...node.children].flatMap(descendants)]
}
