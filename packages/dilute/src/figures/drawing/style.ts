/**
 * The look of every figure: a serif face, thin axes, colours and dashes that stay apart for colour-blind readers and in
 * print.
 */

export const fontFamily = "'STIX Two Text', 'STIX Two Math', 'Times New Roman', Times, serif"

export const ink = '#1a1a1a'
export const quietInk = '#4d4d4d'
export const paper = '#ffffff'

export const fontSize = { title: 13.5, axis: 14, curve: 13, tick: 11.5, note: 11 } as const

export const lineWidth = { curve: 1.7, frame: 0.8, rule: 0.8 } as const

export interface LineStyle {
  readonly color: string
  /** An SVG dash array; empty for a solid line. */
  readonly dash: string
}

/** Okabe and Ito's hues, darkened until their labels are readable on white. */
export const lineStyles: readonly LineStyle[] = [
  { color: '#0067a5', dash: '' },
  { color: '#b84300', dash: '7 3' },
  { color: '#007a58', dash: '2 2.6' },
  { color: '#a8407c', dash: '8 3 2 3' },
  { color: '#1a1a1a', dash: '12 3' },
  { color: '#7a6000', dash: '5 2 1.5 2 1.5 2' },
]

/** The style of the i-th curve; colours repeat after six. */
export function lineStyle(index: number): LineStyle {
  return lineStyles[index % lineStyles.length]!
}
