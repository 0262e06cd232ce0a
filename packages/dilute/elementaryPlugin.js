/**
 * Puts the library's elementary functions (`src/numerics/elementary.ts`) in place of those of the engine, `Math`'s and the operator `**`, whose last
 * digits differ from engine to engine; for the bundler and the tests alike. What is drawn and told does not depend on last digits and keeps the engine's.
 */
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('src/', import.meta.url))
const own = `${source}numerics/elementary.ts`
const names = 'exp expm1 log log1p log2 log10 cbrt sin cos tan asin acos atan atan2 sinh cosh tanh pow'
const functions = new RegExp(`\\bMath\\.(${names.replaceAll(' ', '|')})\\b`, 'g')
const exempt = /\/(figures|report|tell|command|node)\/|numerics\/elementary\.ts$|\.d\.ts$/

export const elementaryFunctions = {
  name: 'elementary-functions',
  transform(code, id) {
    if (!id.startsWith(source) || !id.endsWith('.ts') || exempt.test(id)) return null
    const used = new Set()
    const powers = code.includes('**') ? withPowers(code, this.parse(code, { lang: 'ts' })) : code
    const replaced = powers.replace(functions, (_, name) => {
      used.add(name)
      return `${name}$`
    })
    if (used.size === 0) return null
    return { code: `${replaced}\nimport { ${[...used].map((name) => `${name} as ${name}$`).join(', ')} } from ${JSON.stringify(own)}\n`, map: null }
  },
}

/** a ** b as Math.pow(a, b); squares are exact everywhere and stay. */
function withPowers(code, tree) {
  const edits = []
  visit(tree, (node) => {
    if (node.type !== 'BinaryExpression' || node.operator !== '**' || node.right.value === 2) return
    const operator = code.indexOf('**', node.left.end)
    edits.push([node.start, 0, 'Math.pow('], [operator, 2, ','], [node.end, 0, ')'])
  })
  return edits.sort(([a], [b]) => b - a).reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), code)
}

function visit(node, seen) {
  if (typeof node?.type === 'string') seen(node)
  for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) visit(child, seen)
}
