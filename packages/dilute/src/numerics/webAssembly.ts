/** The part of WebAssembly that is used here; neither the types of ES2023 nor those of Node have it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

/** The memory of a module; growing it detaches every view of it. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

const bytesPerPage = 65536

/** What a module in base 64 exports; null where WebAssembly with SIMD is missing or forbidden. */
export function instantiate<Exports>(base64: string): Exports | null {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Exports
  } catch {
    return null
  }
}

/** Grows the memory, seldom and then by much, to at least so many bytes; false where there is no room for them. */
export function reserve(memory: KernelMemory, bytes: number): boolean {
  const missing = bytes - memory.buffer.byteLength
  if (missing <= 0) return true
  try {
    memory.grow(Math.ceil(Math.max(missing, memory.buffer.byteLength / 2) / bytesPerPage))
    return true
  } catch {
    return false
  }
}
