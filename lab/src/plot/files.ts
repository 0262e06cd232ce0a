/** Drawings and tables as files of their own. */

const properties = [
  'fill',
  'stroke',
  'stroke-width',
  'opacity',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'stroke-linecap',
  'fill-opacity',
  'paint-order',
  'stroke-linejoin',
]

/** An SVG that looks as on the page without the page's style sheet. */
export function standaloneSvg(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const [originals, copies] = [drawing, copy].map((root) => [root, ...root.querySelectorAll<SVGElement>('*')])
  originals!.forEach((element, i) => {
    const style = getComputedStyle(element)
    for (const property of properties) copies![i]!.setAttribute(property, style.getPropertyValue(property))
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const { width, height } = drawing.viewBox.baseVal
  const page = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  for (const [key, value] of Object.entries({
    width,
    height,
    fill: getComputedStyle(document.documentElement).getPropertyValue('--card'),
  }))
    page.setAttribute(key, String(value))
  copy.prepend(page)
  return `${new XMLSerializer().serializeToString(copy)}\n`
}

const sharpness = 3

/** The drawing as pixels, three to one of the page. */
export async function pngOf(drawing: SVGSVGElement): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standaloneSvg(drawing))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  const { width, height } = drawing.viewBox.baseVal
  ;[canvas.width, canvas.height] = [width * sharpness, height * sharpness]
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new Error('the picture could not be made'))
    }, 'image/png')
  })
}

/** Comma-separated values (RFC 4180). */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Offers a file to the reader. */
export function save(name: string, content: string | Blob, type: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type }))
  link.download = name
  link.click()
  setTimeout(() => {
    URL.revokeObjectURL(link.href)
  }, 10_000)
}
