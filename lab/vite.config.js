/**
 * The lab as static files below packages/dilute/dist/lab, for any host; see build.js for the one-file page and the
 * service worker.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import temml from 'temml'
import { defineConfig } from 'vite'
import { policy } from './policy.js'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Without style attributes, which the policy forbids. */
const mathml = (tex) =>
  temml.renderToString(tex, { displayMode: true, throwOnError: true }).replaceAll(/ style="[^"]*"/g, '')

/** `import equation from './name.tex'` is MathML, made while building: the page carries no typesetter. */
const equations = {
  name: 'equations',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('.tex') ? `export default ${JSON.stringify(mathml(readFileSync(id, 'utf8')))}` : undefined,
}

/**
 * The policy as a meta element, for hosts that send no header, and as a file for `dilute lab`, which does; not while
 * developing, where styles are injected, nor in one file, which has its own.
 */
const metaPolicy = {
  name: 'meta-policy',
  apply: (_, { command, mode }) => command === 'build' && mode !== 'onefile',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'policy.txt', source: `${policy}\n` })
  },
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
  ],
}

export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [equations, metaPolicy],
  build: {
    outDir: here('../packages/dilute/dist/lab'),
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
})
