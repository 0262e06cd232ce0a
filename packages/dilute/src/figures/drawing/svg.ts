/** The few operations on a document that drawing needs; a browser's document and linkedom's both have them. */
export interface SvgDocument {
  readonly documentElement: object
  createElementNS(namespace: string, name: string): SvgElement
}

/** An element of the document that figures are drawn in, as far as they need it. */
export interface SvgElement {
  readonly outerHTML: string
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  append(...children: (SvgElement | string)[]): void
  querySelector(selector: string): { remove(): void } | null
  querySelectorAll(
    selector: string,
  ): Iterable<{ readonly textContent: string | null; setAttribute(name: string, value: string): void }>
}

export type Attributes = Readonly<Record<string, string | number>>

const namespace = 'http://www.w3.org/2000/svg'

/** An SVG element with its attributes (lengths to a hundredth of a pixel) and children. */
export function svgElement(
  document: SvgDocument,
  name: string,
  attributes: Attributes = {},
  children: readonly (SvgElement | string)[] = [],
): SvgElement {
  const element = document.createElementNS(namespace, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, attributeText(value))
  element.append(...children.map((child) => (typeof child === 'string' ? xmlText(child) : child)))
  return element
}

function attributeText(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : xmlText(value)
}

/** XML has no way to write most control characters and half a surrogate pair. */
function xmlText(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
}
