/**
 * Puts the library's elementary functions (`src/numerics/elementary.ts`) in place of those of the engine, `Math`'s and
 * the operator `**`, whose last
 * digits differ from engine to engine; for the bundler and the tests alike. What is drawn and told does not depend on
 * last digits and keeps the engine's.
 */
import { fileURLToPath } from 'node:url'
import { edited, nodesIn, type Edit, type Parser } from './sourceEdits.js'

const source = fileURLToPath(new URL('src/', import.meta.url))
const own = `${source}numerics/elementary.ts`
const names = 'exp expm1 log log1p log2 log10 cbrt sin cos tan asin acos atan atan2 sinh cosh tanh pow'
const functions = new RegExp(`\\bMath\\.(${names.replaceAll(' ', '|')})\\b`, 'g')
const exempt = /\/(figures|report|tell|command|node)\/|numerics\/elementary\.ts$|\.d\.ts$/

export const elementaryFunctions = {
  name: 'elementary-functions',
  transform(this: Parser, code: string, id: string) {
    if (!id.startsWith(source) || !id.endsWith('.ts') || exempt.test(id)) return null
    const used = new Set<string>()
    const powers = code.includes('**') ? withPowers(code, this.parse(code, { lang: 'ts' })) : code
    const replaced = powers.replace(functions, (_, name: string) => {
      used.add(name)
      return `${name}$`
    })
    if (used.size === 0) return null
    return {
      code: `${replaced}\nimport { ${[...used].map(renamed).join(', ')} } from ${JSON.stringify(own)}\n`,
      map: null,
    }
  },
}

const renamed = (name: string): string => `${name} as ${name}$`

interface Power {
  readonly start: number
  readonly end: number
  readonly left: { readonly end: number }
}

/** a ** b as Math.pow(a, b); squares are exact everywhere and stay. */
function withPowers(code: string, tree: unknown): string {
  const edits = [...nodesIn(tree)].filter(isPower).flatMap(({ start, end, left }): Edit[] => {
    const operator = code.indexOf('**', left.end)
    return [
      [start, start, 'Math.pow('],
      [operator, operator + 2, ','],
      [end, end, ')'],
    ]
  })
  return edited(code, edits)
}

function isPower(node: object): node is Power {
  const { type, operator, right } = node as { type?: string; operator?: string; right?: { value?: unknown } }
  return type === 'BinaryExpression' && operator === '**' && right?.value !== 2
}
