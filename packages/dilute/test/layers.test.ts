import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { strongComponents } from '../src/numerics/index.js'

/** Who imports whom. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  numerics: [],
  model: ['numerics'],
  scattering: ['numerics', 'model'],
  rates: ['numerics'],
  generator: ['numerics', 'model', 'scattering', 'rates'],
  thermodynamics: ['numerics', 'rates'],
  dynamics: ['numerics', 'model', 'rates', 'generator'],
  solution: ['numerics', 'model', 'scattering', 'rates', 'generator', 'thermodynamics'],
  maps: ['numerics', 'model', 'scattering', 'generator'],
  study: ['numerics', 'model', 'scattering', 'rates', 'generator', 'thermodynamics', 'dynamics', 'solution'],
  pieces: ['numerics', 'model', 'generator', 'maps', 'solution', 'study'],
  store: ['numerics', 'study', 'pieces'],
  runners: ['study', 'pieces', 'store'],
  slurm: ['pieces', 'store', 'runners'],
  tell: ['study'],
  figures: ['study', 'tell'],
  pictures: ['study', 'pieces', 'tell', 'figures'],
  report: ['study', 'tell'],
  node: ['figures'],
  demos: ['numerics', 'model', 'scattering', 'generator', 'thermodynamics', 'study', 'tell', 'figures'],
  export: ['numerics', 'model', 'rates', 'generator', 'dynamics', 'study', 'pieces'],
  command: [
    'study',
    'pieces',
    'store',
    'runners',
    'slurm',
    'tell',
    'figures',
    'pictures',
    'report',
    'demos',
    'node',
    'export',
  ],
  entries: [
    'numerics',
    'model',
    'scattering',
    'rates',
    'generator',
    'thermodynamics',
    'dynamics',
    'solution',
    'study',
    'pieces',
    'figures',
    'report',
    'node',
  ],
}
const nodeAllowed = ['command', 'node', 'store', 'runners', 'slurm']

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'|^import '([^']+)'/gm)].map((m) => m[1] ?? m[2]!)
}

const layerOf = (path: string): string => path.split(/[\\/]/)[0]!
const importedFiles = (file: string): string[] =>
  importsOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(root, resolve(root, dirname(file), name)).replace(/\.js$/, '.ts'))

/** In the order in which the guide for contributors tells of them. */
const rooms = readFileSync(join(root, '../../../CONTRIBUTING.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `') && !line.includes('src/'))
  .flatMap((line) => [...line.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, name]) => name!))

const indexOf = (path: string): string => `${layerOf(path)}/index.ts`

function importedAtOnce(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const names = [...text.matchAll(/\bfrom '(\.[^']+)'/g)].map(([, name]) => name!)
  return names.map((name) => relative(root, resolve(root, dirname(file), name)).replace(/\.js$/, '.ts'))
}

describe('layers', () => {
  test.each(files)('%s imports only the layers before its own', (file) => {
    const layer = layerOf(file)
    expect(Object.keys(mayImport)).toContain(layer)
    for (const target of importedFiles(file)) {
      if (!target.startsWith('..') && layerOf(target) !== layer) expect(mayImport[layer]).toContain(layerOf(target))
    }
  })

  test('the guide for contributors has every layer after all that it imports from', () => {
    expect([...rooms].sort()).toEqual(Object.keys(mayImport).sort())
    for (const [layer, others] of Object.entries(mayImport)) {
      for (const other of others)
        expect(rooms.indexOf(other), `${layer} imports ${other}`).toBeLessThan(rooms.indexOf(layer))
    }
  })

  test('no layer may import what it does not', () => {
    const used = (layer: string): Set<string> =>
      new Set(files.filter((file) => layerOf(file) === layer).flatMap((file) => importedFiles(file).map(layerOf)))
    const idle = Object.entries(mayImport).flatMap(([layer, others]) =>
      others.filter((other) => !used(layer).has(other)).map((other) => `${layer} imports nothing from ${other}`),
    )
    expect(idle).toEqual([])
  })

  test('no file is imported past the index of its layer, but for what is loaded when it is asked for', () => {
    const past = files.flatMap((file) =>
      importedAtOnce(file)
        .filter((target) => layerOf(target) !== layerOf(file) && files.includes(indexOf(target)))
        .filter((target) => target !== indexOf(target) && layerOf(file) !== 'entries')
        .map((target) => `${file} imports ${target}`),
    )
    expect(past).toEqual([])
  })

  test('no file imports itself by way of others', () => {
    const places = new Map(files.map((file, i) => [file, i]))
    const leads = files.map((file) => new Set(importedAtOnce(file).flatMap((target) => places.get(target) ?? [])))
    const circles = strongComponents(files.length, (to, from) => leads[from]!.has(to)).filter(
      ({ states }) => states.length > 1,
    )
    expect(circles.map(({ states }) => states.map((i) => files[i]))).toEqual([])
  })

  test('thermodynamics reaches scattering by no way round: detailed balance stays an independent check', () => {
    const seen = new Set<string>()
    const visit = (file: string): void => {
      if (seen.has(file)) return
      seen.add(file)
      importedFiles(file).forEach(visit)
    }
    files.filter((file) => layerOf(file) === 'thermodynamics').forEach(visit)
    expect([...seen].filter((file) => layerOf(file) === 'scattering')).toEqual([])
    expect(seen.size).toBeGreaterThan(8)
  })

  test('what tells of results knows them by their types alone: nothing is computed there', () => {
    for (const file of files.filter((name) => layerOf(name) === 'tell')) {
      const imports = [
        ...readFileSync(join(root, file), 'utf8').matchAll(/^import (type )?[^']*'[./]*\/study\/[^']*'/gm),
      ]
      for (const [text, type] of imports) expect(type, `${file}: ${text}`).toBe('type ')
    }
  })

  test('the library imports neither Node nor the DOM', () => {
    for (const file of files.filter((name) => !nodeAllowed.includes(layerOf(name)))) {
      expect(
        importsOf(file).filter((name) => name.startsWith('node:')),
        file,
      ).toEqual([])
      expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(/\b(window|process|globalThis|Buffer)\.\w/)
    }
  })
})
