import { inflateSync } from 'node:zlib'

export interface Pixels {
  readonly width: number
  readonly height: number
  /** Brightness of every pixel, 0 to 255, row by row. */
  readonly gray: Uint8Array
}

/** Decodes an eight-bit RGBA PNG image without interlacing. */
export function pngPixels(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png),
    width = bytes.readUInt32BE(16),
    height = bytes.readUInt32BE(20)
  if (bytes[24] !== 8 || bytes[25] !== 6 || bytes[28] !== 0) throw new Error('expected an eight-bit RGBA image')
  const rows = unfiltered(inflateSync(imageData(bytes)), width * 4, height)
  const gray = new Uint8Array(width * height)
  for (let i = 0; i < gray.length; i++) gray[i] = (rows[4 * i]! + rows[4 * i + 1]! + rows[4 * i + 2]!) / 3
  return { width, height, gray }
}

function imageData(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)))
  }
  return Buffer.concat(parts)
}

function unfiltered(data: Buffer, stride: number, height: number): Uint8Array {
  const out = new Uint8Array(stride * height)
  for (let row = 0; row < height; row++) {
    const filter = data[row * (stride + 1)]!
    for (let i = 0; i < stride; i++) {
      const left = i < 4 ? 0 : out[row * stride + i - 4]!,
        up = row === 0 ? 0 : out[(row - 1) * stride + i]!
      const corner = i < 4 || row === 0 ? 0 : out[(row - 1) * stride + i - 4]!
      out[row * stride + i] =
        data[row * (stride + 1) + 1 + i]! + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}
