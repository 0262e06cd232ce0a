/** `npm run kernels -w dilute`: writes every compiled kernel as a module that needs no file at run time. */
import { writeFileSync } from 'node:fs'
import { compileKernel, kernels } from './compile.js'

for (const name of kernels) {
  const bytes = await compileKernel(name)
  const lines = [
    `/** kernels/${name}.ts, compiled by \`npm run kernels -w dilute\` and written in base 64. */`,
    `export const ${name}Wasm = '${Buffer.from(bytes).toString('base64')}'`,
  ]
  writeFileSync(new URL(`../src/numerics/${name}Wasm.ts`, import.meta.url), `${lines.join('\n')}\n`)
  process.stdout.write(`${name}: ${bytes.length} bytes\n`)
}
