/**
 * The state of the lab in its address: `#study=` holds the study's text, deflated (RFC 1951, without a header), in
 * base64url.
 */
import type { Tree } from '../engine/protocol.js'

/** Nothing longer is looked at, packed or unpacked. */
const mostLetters = 16_384
const mostUnpacked = 200_000

export class BadAddress extends Error {
  override readonly name = 'BadAddress'
}

export async function packed(tree: Tree): Promise<string> {
  const bytes = await piped(
    new TextEncoder().encode(JSON.stringify(tree)),
    new CompressionStream('deflate-raw'),
    Infinity,
  )
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** @throws BadAddress for anything that is no packed text. */
export async function unpacked(text: string): Promise<string> {
  if (text.length > mostLetters)
    throw new BadAddress(`expected at most ${mostLetters} letters after #study=, found ${text.length}`)
  if (!/^[\w-]+$/.test(text)) throw new BadAddress('expected letters, digits, - and _ after #study=, found others')
  return new TextDecoder().decode(await piped(bytesOf(text), new DecompressionStream('deflate-raw'), mostUnpacked))
}

/** The study that a text of JSON holds; undefined where it is no JSON. @throws BadAddress for other JSON. */
export function treeIn(text: string): Tree | undefined {
  const tree = parsed(text)
  if (tree === undefined) return undefined
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree))
    throw new BadAddress('expected a study after #study=, found other data')
  return tree as Tree
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
  } catch {
    throw new BadAddress('the study in the address is cut off or not one')
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function piped(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader()
  const pieces: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new BadAddress('the study in the address is cut off or not one')
    })
    if (done) return joined(pieces, length)
    length += value.length
    if (length > most) throw new BadAddress(`expected a study of at most ${most} letters in the address, found more`)
    pieces.push(value)
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
