import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ask, patiently, SlurmError } from '../../src/slurm/programs.js'
import { meaning } from '../../src/slurm/reasons.js'
import { shared } from '../../src/slurm/submit.js'

test('tasks share the pieces: each piece once, in order, as evenly as it goes', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { minLength: 1 }), fc.nat(), (pieces, n) => {
      const tasks = shared(pieces, 1 + (n % pieces.length))
      expect(tasks.flat()).toEqual(pieces)
      const lengths = tasks.map((task) => task.length)
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1)
    }),
  )
})

test.each([
  ['PENDING', 'Resources', 'waits for its turn'],
  ['PENDING', 'PartitionTimeLimit', 'shorter --time'],
  ['PENDING', 'DependencyNeverSatisfied', 'dilute merge'],
  ['PENDING', 'QOSMaxJobsPerUserLimit', 'limit of your account'],
  ['PENDING', 'ReqNodeNotAvail, UnavailableNodes:n1', 'no node that fits is up'],
  ['PENDING', 'JobHeldUser', 'scontrol release'],
  ['PENDING', 'SomethingNew', 'waits: Slurm gives the reason SomethingNew'],
  ['RUNNING', 'None', 'is at work'],
  ['TIMEOUT', 'TimeLimit', 'dilute resume with a longer --time'],
  ['OUT_OF_MEMORY', 'OutOfMemory', 'dilute resume with more --mem'],
  ['NODE_FAIL', 'None', 'its node failed'],
])('%s, %s: %s', (state, reason, expected) => {
  expect(meaning({ state, reason })).toContain(expected)
})

const failing = (times: number, passing: boolean): (() => Promise<string>) => {
  let tries = 0
  return () => (tries++ < times ? Promise.reject(new SlurmError('busy', passing)) : Promise.resolve(`try ${tries}`))
}

test('what passes is tried again until patience ends, what does not is told at once', async () => {
  expect(await patiently(failing(1, true))).toBe('try 2')
  await expect(patiently(failing(9, true), { longest: 1200 })).rejects.toThrow('busy')
  await expect(patiently(failing(1, false))).rejects.toThrow('busy')
})

test.each([
  ['slurm_load_jobs error: Unable to contact slurm controller (connect failure)', true],
  ['sbatch: error: Batch job submission failed: Socket timed out on send/recv operation', true],
  ['sbatch: error: Slurm temporarily unable to accept job, sleeping and retrying', true],
  ['sbatch: error: Batch job submission failed: Invalid partition name specified', false],
  ['sbatch: error: Batch job submission failed: Invalid job array specification', false],
])('%s: passes %s', async (said, passing) => {
  const failure = await ask('sh', ['-c', `echo '${said}' >&2; exit 1`]).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(SlurmError)
  expect((failure as SlurmError).passing).toBe(passing)
})
