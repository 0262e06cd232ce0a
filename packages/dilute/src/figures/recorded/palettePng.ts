/** Images of few colours as PNG (ISO/IEC 15948): one byte a pixel, which names a colour of the palette. */
export interface PaletteImage {
  readonly width: number
  readonly height: number
  /** Row by row from the top. */
  readonly pixels: Uint8Array
  /** `#rrggbb` */
  readonly palette: readonly string[]
}

/** The image as an address that an `image` element takes. */
export const dataAddress = async (image: PaletteImage): Promise<string> =>
  `data:image/png;base64,${base64(await palettePng(image))}`

export async function palettePng({ width, height, pixels, palette }: PaletteImage): Promise<Uint8Array> {
  const size = new DataView(new ArrayBuffer(13))
  size.setUint32(0, width)
  size.setUint32(4, height)
  size.setUint32(8, 0x08030000) // eight bits, palette, the only compression and filter methods
  return joined([
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk('IHDR', new Uint8Array(size.buffer)),
    chunk('PLTE', Uint8Array.from(palette.flatMap(channels))),
    chunk('IDAT', await deflated(filtered(pixels, width, height))),
    chunk('IEND', new Uint8Array(0)),
  ])
}

const channels = (color: string): number[] => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))

/** Every row as its difference to the one above (filter type 2): rows are much alike. */
function filtered(pixels: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array((width + 1) * height)
  for (let row = 0; row < height; row++) {
    const at = row * (width + 1) + 1
    out[at - 1] = 2
    for (let x = 0; x < width; x++) {
      const above = row === 0 ? 0 : pixels[(row - 1) * width + x]!
      out[at + x] = pixels[row * width + x]! - above
    }
  }
  return out
}

/** In the format of zlib (RFC 1950). */
async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const { writable, readable } = new CompressionStream('deflate')
  const writer = writable.getWriter()
  const [parts] = await Promise.all([partsOf(readable), writer.write(bytes), writer.close()])
  return joined(parts)
}

async function partsOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = []
  const reader = stream.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value)
  return parts
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = joined([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), data])
  const out = new Uint8Array(named.length + 8)
  const view = new DataView(out.buffer)
  view.setUint32(0, data.length)
  out.set(named, 4)
  view.setUint32(named.length + 4, crc32(named))
  return out
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let c = byte
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) c = crcTable[(c ^ byte) & 0xff]! ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** In portions that a call takes as arguments. */
function base64(bytes: Uint8Array): string {
  let letters = ''
  for (let at = 0; at < bytes.length; at += 8192) letters += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(letters)
}
