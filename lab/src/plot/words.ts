/** Numbers as a reader sees them: with a minus sign, not a hyphen. Fields that are typed into keep the hyphen. */
export const shown = (value: number | string): string => String(value).replaceAll('-', '−')
