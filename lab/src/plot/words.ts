/** Numbers as a reader sees them: with a minus sign, not a hyphen. Fields that are typed into keep the hyphen. */
export const shown = (value: number | string): string => withExponent(String(value)).replaceAll('-', '−')

/** 2×10⁻⁸ for 2e-8, 10⁻⁸ for 1e-8; other numbers as they are. */
export const withExponent = (written: string): string =>
  written.replace(/(^[-−]?1)?e([+-]?\d+)$/, (_, one: string | undefined, exponent: string) => {
    const power = `10${raised(Number(exponent))}`
    return one === undefined ? `×${power}` : `${one.slice(0, -1)}${power}`
  })

const raised = (exponent: number): string => [...String(exponent)].map((letter) => superscripts[letter]).join('')

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
}
