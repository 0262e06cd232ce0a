import { textLength } from './columns.js'

/** Text broken at blanks, though not beside ± and =, into lines of at most `width` characters; longer words are cut. */
export function wrappedLines(text: string, width = 96, indent = '  '): string[] {
  const room = width - indent.length
  const words = printable(text)
    .split(/(?<![±=])\s+(?![±=])/)
    .filter(Boolean)
    .flatMap((word) => portions(word, room))
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && textLength(last) + 1 + textLength(word) <= room)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.map((line) => indent + line)
}

/** Text from a study without characters that would command the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cn}\u2028\u2029]/gu, ' ')
}

function portions(word: string, width: number): string[] {
  const letters = [...word]
  return Array.from({ length: Math.ceil(letters.length / width) }, (_, i) =>
    letters.slice(i * width, (i + 1) * width).join(''),
  )
}
