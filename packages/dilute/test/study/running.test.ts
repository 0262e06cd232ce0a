import { describe, expect, test } from 'vitest'
import {
  evolveStudy,
  readStudy,
  runStudy,
  scatterStudy,
  type PointResults,
  type RunProgress,
  type Study,
  StudyError,
  type SweepResults,
} from '../../src/study/index.js'
import { sweepColumns } from '../../src/pieces/sweepColumns.js'
import { running, type Step } from '../../src/study/running/running.js'
import { trajectoriesOfStudy } from '../../src/study/running/trajectories.js'

const dots = `
system: { ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 } }
gas: { dimension: 1, mass: 1, density: 1, beta: 2 }
interaction: { contact: { strengths: [1, 0.7, 1.5] } }
initial: { site: 0 }`
const sweep = `${dots}
sweep: [{ set: gas.mass, from: 1, to: 2, points: 40 }]`
const study = (text: string): Study => readStudy(text, { file: 'dots' })
const request = { time: 20, count: 1200, seed: 3, listed: 1 }

/** Every way in, with its parts and what they are together. */
const ways = {
  run: () => runStudy(study(sweep)),
  scatter: () => scatterStudy(study(dots), [1, 2, 3]),
  evolve: () => evolveStudy(study(dots), [0, 1]),
  trajectories: () => trajectoriesOfStudy(study(dots), request),
}

describe.each(Object.entries(ways))('%s', (_, begin) => {
  test('gives its parts as they are finished, and then all together, computed once', async () => {
    const work = begin()
    let parts = 0
    for await (const part of work) {
      expect(part).toBeTypeOf('object')
      parts++
      if (parts === 1) expect(work.finished()).toBeDefined()
    }
    expect(parts).toBeGreaterThan(0)
    expect(work.finished()).toEqual(await begin())
    expect(await work).toEqual(work.finished())
  })
})

test('never throws at once: what goes wrong is a rejection', async () => {
  const signal = AbortSignal.abort(new Error('no time'))
  const options = { signal }
  const all = [
    runStudy(study(sweep), options),
    scatterStudy(study(dots), [NaN]),
    evolveStudy(study(dots.replace('initial: { site: 0 }', '')), [0]),
    trajectoriesOfStudy(study(dots), request, options),
  ]
  for (const work of all) await expect(work).rejects.toThrow(/no time|finite|initial/)
})

describe('a sweep', () => {
  test('lets timers run', async () => {
    let ticks = 0
    const timer = setInterval(() => {
      ticks++
    }, 5)
    await runStudy(study(sweep)).finally(() => {
      clearInterval(timer)
    })
    expect(ticks).toBeGreaterThan(3)
  })

  test('tells how far it is', async () => {
    const told: RunProgress[] = []
    await runStudy(study(sweep), {
      onProgress: (progress) => {
        told.push(progress)
      },
    })
    expect(told.every(({ total }) => total === 40)).toBe(true)
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b))
    expect(new Set(told.map(({ step }) => step.what))).toEqual(
      new Set(['scattering: resonances', 'scattering: energy panels', 'rates and thermodynamics']),
    )
  })

  test('ends between two steps when it is asked to, and keeps what is finished, with the same digits', async () => {
    const controller = new AbortController()
    const work = runStudy(study(sweep), { signal: controller.signal })
    await expect(
      (async () => {
        for await (const { index } of work) if (index === 4) controller.abort(new Error('enough'))
      })(),
    ).rejects.toThrow('enough')
    const { incomplete, points } = work.finished() as SweepResults & { incomplete: unknown }
    const { points: all } = (await runStudy(study(sweep))) as SweepResults
    expect(incomplete).toEqual({ finished: 5, of: 40 })
    expect(points).toEqual(all.slice(0, 5))
    await expect(work).rejects.toThrow()
  })

  test('stands in the order of the plan, whatever order points are solved in', async () => {
    const text = `${dots}\nsweep: [{ set: gas.beta, values: [1, 2] }, { set: gas.mass, values: [1, 2] }]`
    const order: number[] = []
    const work = runStudy(study(text))
    for await (const { index } of work) order.push(index)
    expect(order).toEqual([0, 2, 1, 3])
    expect(((await work) as SweepResults).points.map(({ set }) => Object.values(set))).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
    ])
  })
})

test('of trajectories that were ended the finished ones are averaged', async () => {
  const work = trajectoriesOfStudy(study(dots), request)
  for await (const part of work) {
    expect(part).toBeDefined()
    break
  }
  const part = work.finished()!
  expect(part.incomplete!.finished).toBe(1)
  expect(part.count).toBeLessThan(1200)
  const { incomplete, ...results } = part
  expect(incomplete!.of).toBeGreaterThan(1)
  expect(results).toEqual(await trajectoriesOfStudy(study(dots), { ...request, count: part.count }))
})

describe('a number of extreme size is named by the error, whichever way in', () => {
  const heavy = (text: string): Study => study(text.replace('mass: 1', 'mass: 1e308'))
  const named = 'dots:3:28: gas.mass: expected a number of more moderate size'
  test.each([
    ['run', () => runStudy(heavy(dots))],
    ['scatter', () => scatterStudy(heavy(dots), [1])],
    ['evolve', () => evolveStudy(heavy(dots), [0, 1])],
    ['trajectories', () => trajectoriesOfStudy(heavy(dots), request)],
    ['sweepColumns', () => sweepColumns(heavy(`${dots}\nsweep: [{ set: gas.beta, values: [1, 2] }]`)).next()],
  ])('%s', async (_, begin) => {
    const error = await Promise.resolve(begin()).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(StudyError)
    expect((error as StudyError).message).toContain(named)
    expect((error as StudyError).cause).toBeInstanceOf(Error)
  })

  test('but the reason of a signal is thrown as it is', async () => {
    const reason = new RangeError('enough')
    await expect(runStudy(heavy(dots), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})

test('a single point has results of its own', async () => {
  expect(((await runStudy(study(dots))) as PointResults).rates).toHaveLength(3)
})

test('steps that fail are told where they are waited for, and cannot be taken again', async () => {
  const work = running(() => ({
    total: 2,
    together: (parts: readonly number[]) => ({ parts }),
    parts: (function* (): Generator<Step<number>> {
      yield { part: 1 }
      throw new Error('broken')
    })(),
  }))
  await expect(work).rejects.toThrow('broken')
  expect(work.finished()).toEqual({ incomplete: { finished: 1, of: 2 }, parts: [1] })
})

test('what leaves a sweep aside says so', async () => {
  const swept = study(sweep)
  const all = [
    scatterStudy(swept, [1]),
    evolveStudy(swept, [0, 1]),
    trajectoriesOfStudy(swept, { ...request, count: 10 }),
  ]
  for (const work of all) {
    const { warnings } = await work
    expect(warnings[0]).toBe('the sweep of gas.mass is left aside: the values are those of the study without it')
  }
  expect((await scatterStudy(study(dots), [1])).warnings).toEqual([])
})
