/** Text that is HTML already; everything else is escaped when it goes in. */
export class Markup {
  constructor(readonly html: string) {}
}

export type Content = Markup | string | number | readonly Content[]

/** HTML from a template: every inserted text is escaped, every inserted markup kept. */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(parts.map((part, i) => part + (i < contents.length ? rendered(contents[i]!) : '')).join(''))
}

export const nothing = new Markup('')

function rendered(content: Content): string {
  if (content instanceof Markup) return content.html
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content))
  return content.map(rendered).join('')
}

/** Control characters, which HTML does not allow, become blanks. */
function escaped(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, ' ').replace(/[&<>"']/g, (character) => entities[character]!)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
