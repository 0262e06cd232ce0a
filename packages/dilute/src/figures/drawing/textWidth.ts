/** Advance widths of STIX Two Text, in hundredths of the font size, from space to tilde. */
const widths = [
  24, 28, 33, 57, 50, 69, 74, 19, 34, 34, 41, 72, 25, 32, 25, 39, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 25, 25, 72,
  72, 72, 41, 91, 72, 62, 67, 73, 63, 59, 72, 78, 36, 40, 70, 59, 90, 74, 74, 57, 74, 66, 50, 60, 75, 68, 94, 66, 65,
  59, 35, 39, 35, 48, 51, 22, 48, 52, 45, 54, 46, 31, 48, 58, 28, 26, 54, 28, 85, 58, 51, 54, 52, 38, 40, 32, 57, 48,
  75, 48, 48, 46, 31, 27, 31, 56,
]

const others: Readonly<Record<string, number>> = { '−': 72, '×': 66, '·': 28, '⁻': 54, '–': 50, '…': 89, ' ': 13 }

/** Semibold letters are this much wider; those of other faces, bold, about as much. */
export const semiboldWidth = 1.08

/** How wide a text will be at a font size, in pixels; other serif faces differ by a few per cent. */
export function textWidth(text: string, size: number): number {
  return ([...text].reduce((sum, character) => sum + characterWidth(character), 0) * size) / 100
}

function characterWidth(character: string): number {
  const code = character.codePointAt(0)!
  if (/[⁰¹²³⁴-⁹₀-₉]/.test(character)) return 40
  return widths[code - 32] ?? others[character] ?? (code < 0x2000 ? 60 : 100)
}
