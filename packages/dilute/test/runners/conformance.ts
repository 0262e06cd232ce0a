import { readFileSync, rmSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { pieceCount } from '../../src/pieces/division.js'
import { inline } from '../../src/runners/inline.js'
import type { Runner } from '../../src/runners/runner.js'
import { beginStore, piecePath, storeFor, survey, type Store } from '../../src/store/store.js'
import { planOf } from '../../src/study/read/plan.js'
import { readStudy } from '../../src/study/read/read.js'
import { ring } from '../study/examples.js'

const sweep = 'sweep: [{ set: gas.beta, from: 1, to: 4, points: 30 }]\n'

/** A new store of a sweep in a folder of its own. */
export async function storeOf(text: string, perPiece: number, folder: string): Promise<Store> {
  const study = readStudy(text, { file: 'study.yaml' })
  const { points } = planOf(study)
  const job = { study: { text, file: 'study.yaml', set: [] }, record: ['violation', 'rates'], whole: false }
  const store = storeFor(folder, study.config, job, { points, perPiece })
  await beginStore(store)
  return store
}

const all = (store: Store): number[] => Array.from({ length: pieceCount(store.division) }, (_, piece) => piece)
const bytes = (store: Store): Buffer[] => all(store).map((piece) => readFileSync(piecePath(store, piece)))

/** What every way of computing pieces keeps to. `folder` makes folders that it reaches. */
export function conforms(name: string, runner: Runner, folder: () => string, timeout: number): void {
  describe(`${name} as a runner`, () => {
    const folders: string[] = []
    const store = (text = ring + sweep, perPiece = 4): Promise<Store> => {
      folders.push(folder())
      return storeOf(text, perPiece, folders.at(-1)!)
    }
    afterAll(() => {
      for (const each of folders) rmSync(each, { recursive: true, force: true })
    })

    test(
      'computes the pieces it is given and no other, and tells of each once',
      async () => {
        const one = await store()
        const told: number[] = []
        await runner.run(one, [1, 4, 6], {
          onPiece: (piece) => {
            told.push(piece)
          },
        })
        expect([...survey(one).heads.keys()]).toEqual([1, 4, 6])
        expect(told.sort()).toEqual([1, 4, 6])
        expect(survey(one).faults).toEqual([])
      },
      timeout,
    )

    test(
      'the bytes are those of any other runner',
      async () => {
        const [one, other] = [await store(), await store()]
        await runner.run(one, all(one))
        await inline.run(other, all(other))
        expect(bytes(one).map((piece, i) => piece.equals(bytes(other)[i]!))).toEqual(all(one).map(() => true))
      },
      timeout,
    )

    test(
      'nothing to compute is done at once',
      async () => {
        const one = await store()
        await runner.run(one, [])
        expect(survey(one).heads.size).toBe(0)
      },
      timeout,
    )

    test(
      'a point whose model is impossible ends the work and says which',
      async () => {
        const impossible = await store(
          ring.replace('[1, 0.7, 1.5]', '[1, 0.7, 1.5], positions: [0, 0, 0]').replace('scattering', '') +
            'sweep: [{ set: gas.beta, values: [1, 2, 1e-300] }]\n',
          1,
        )
        await expect(runner.run(impossible, all(impossible))).rejects.toThrow(/\S/)
        expect(survey(impossible).faults).toEqual([])
      },
      timeout,
    )

    test(
      'a signal ends it with its reason; finished pieces stay, and the rest can be computed',
      async () => {
        const one = await store(ring + sweep.replace('30', '400'), 4)
        const controller = new AbortController()
        const reason = new Error('enough')
        await expect(
          runner.run(one, all(one), {
            signal: controller.signal,
            onPiece: () => {
              controller.abort(reason)
            },
          }),
        ).rejects.toBe(reason)
        const { heads, missing, faults } = survey(one)
        expect(faults).toEqual([])
        expect(heads.size).toBeGreaterThan(0)
        expect(missing.length).toBeGreaterThan(0)
        await runner.run(one, missing)
        expect(survey(one).missing).toEqual([])
        await expect(runner.run(one, [0], { signal: controller.signal })).rejects.toBe(reason)
      },
      timeout,
    )
  })
}
