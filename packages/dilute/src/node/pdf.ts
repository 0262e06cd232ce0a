import { deflateSync } from 'node:zlib'
import { rasterized } from './png.js'

/** Pixels for one unit of a figure, which is 1/96 of an inch: 384 in an inch. */
const scale = 4
/** Points of PDF, 1/72 of an inch, in a unit of a figure. */
const point = 72 / 96

/**
 * The figure as a page of PDF (ISO 32000-1) of its size that holds it as an image: text looks the same everywhere, and
 * cannot be searched. The same figure gives the same bytes.
 */
export async function renderPdf(svg: string): Promise<Uint8Array> {
  const { width, height, pixels } = await rasterized(svg, scale)
  const [across, up] = [width, height].map((length) => (length * point) / scale)
  const content = Buffer.from(`q ${across} 0 0 ${up} 0 0 cm /Figure Do Q`)
  const image = deflateSync(withoutAlpha(pixels), { level: 6 })
  return document([
    [`/Type /Catalog /Pages 2 0 R`],
    [`/Type /Pages /Kids [3 0 R] /Count 1`],
    [
      `/Type /Page /Parent 2 0 R /MediaBox [0 0 ${across} ${up}] /Contents 4 0 R /Resources << /XObject << ` +
        `/Figure 5 0 R >> >>`,
    ],
    [`/Length ${content.length}`, content],
    [
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 ` +
        `/Filter /FlateDecode /Length ${image.length}`,
      image,
    ],
  ])
}

/** Red, green and blue of pixels on white. */
function withoutAlpha(pixels: Uint8Array): Uint8Array {
  const out = new Uint8Array((pixels.length / 4) * 3)
  for (let from = 0, to = 0; from < pixels.length; from += 4) {
    for (let channel = 0; channel < 3; channel++) out[to++] = pixels[from + channel]!
  }
  return out
}

/** Objects by their numbers from 1, each a dictionary and perhaps a stream, with the table of where they begin. */
function document(objects: readonly (readonly [dictionary: string, stream?: Uint8Array])[]): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.4\n%\u00e2\u00e3\n', 'latin1')]
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0)
  const starts = objects.map(([dictionary, stream], i) => {
    const start = length()
    parts.push(Buffer.from(`${i + 1} 0 obj\n<< ${dictionary} >>\n`))
    if (stream) parts.push(Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n'))
    parts.push(Buffer.from('endobj\n'))
    return start
  })
  const table = ['0000000000 65535 f ', ...starts.map((start) => `${String(start).padStart(10, '0')} 00000 n `)]
  const count = objects.length + 1
  const end =
    `xref\n0 ${count}\n${table.join('\n')}\ntrailer\n<< /Size ${count} /Root 1 0 R ` +
    `>>\nstartxref\n${length()}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(end)])
}
