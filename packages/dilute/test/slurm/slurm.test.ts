import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { slurm } from '../../src/slurm/runner.js'
import type { SweepStatus } from '../../src/slurm/status.js'
import { shared } from '../../src/slurm/submit.js'
import { conforms } from '../runners/conformance.js'
import { ring } from '../study/examples.js'
import { cluster, reason, until, withoutSlurm } from './cluster.js'

const bin = fileURLToPath(new URL('../../bin/dilute.js', import.meta.url))
const minutes = 60_000

/** Arrays have nine places at most: 0 to 8. */
const mostTasks = 9

/** Points that do not share their scattering, 50 a piece. */
const apart = ring.replace('[1, 0.7, 1.5]', '[1, 0.7, 1.5], positions: [0, 0.001, 0]')
const study = (points: number): string =>
  `${apart}record: [violation, gap]\nsweep: [{ set: interaction.contact.positions.1, from: 0.001, to: 0.002, points: ` +
  `${points} }]\n`

interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

describe.skipIf(withoutSlurm)(`a real Slurm${reason}`, () => {
  const { folder, start, stop, end, forget, slurm: program } = withoutSlurm ? ({} as never) : cluster(mostTasks, 27_300)
  beforeAll(start, minutes)
  afterAll(stop, minutes)

  let local: Record<number, Buffer> = {}
  beforeAll(async () => {
    for (const points of [800, 1600]) {
      writeFileSync(join(folder, `${points}.yaml`), study(points))
      expect((await dilute(['run', `${points}.yaml`, '--out', `local-${points}`, '--quiet'])).code).toBe(0)
      local = { ...local, [points]: readFileSync(join(folder, `local-${points}`, 'results.parquet')) }
    }
  }, 2 * minutes)

  /** Runs the command in the folder; before the programs of the path may come others. */
  function dilute(args: readonly string[], before?: string): Promise<Finished> {
    const env = {
      ...process.env,
      PATH: before === undefined ? process.env['PATH'] : `${before}:${process.env['PATH']}`,
    }
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env })
    const said = { stdout: '', stderr: '' }
    child.stdout.on('data', (text) => {
      said.stdout += String(text)
    })
    child.stderr.on('data', (text) => {
      said.stderr += String(text)
    })
    return new Promise((resolve) =>
      child.once('close', (code) => {
        resolve({ code, ...said })
      }),
    )
  }

  const status = async (out: string): Promise<SweepStatus> =>
    JSON.parse((await dilute(['status', out, '--json'])).stdout) as SweepStatus
  const last = async (out: string): Promise<SweepStatus['submissions'][number]> =>
    (await status(out)).submissions.at(-1)!
  const merged = (out: string): boolean => existsSync(join(folder, out, 'results.parquet'))
  const isLocal = (out: string, points: number): boolean =>
    readFileSync(join(folder, out, 'results.parquet')).equals(local[points]!)
  const queue = (): string[] =>
    program('squeue', '--noheader', '--array', '--format=%j %F_%K %T')
      .trim()
      .split('\n')
      .filter((line) => line !== '')
  const idle = (): Promise<void> => until('the queue is empty', () => queue().length === 0)
  const logs = (out: string, name: RegExp): string => {
    const place = join(folder, out, '.dilute', 'slurm')
    return readdirSync(place)
      .filter((file) => name.test(file))
      .sort()
      .map((file) => readFileSync(join(place, file), 'utf8'))
      .join('')
  }

  /** Tasks at work on this sweep. */
  function processes(out: string): { pid: number; node: string; task: string }[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const [command, environment] = ['cmdline', 'environ'].map((file) =>
            readFileSync(`/proc/${name}/${file}`, 'utf8').split('\0'),
          )
          if (!command!.includes('task') || !command!.includes(join(folder, out))) return []
          const given = Object.fromEntries(environment!.map((line) => line.split(/=(.*)/s, 2))) as Record<
            string,
            string
          >
          return [{ pid: Number(name), node: given['SLURMD_NODENAME']!, task: given['SLURM_ARRAY_TASK_ID']! }]
        } catch {
          return []
        }
      })
  }

  test(
    'eight tasks and their merge give the bytes of a local run, beside jobs of others',
    async () => {
      program('sbatch', '--wrap', 'sleep 3', '--output=/dev/null', '--job-name=other')
      const { code, stdout } = await dilute(['submit', '800.yaml', '--out', 'eight', '--tasks', '8', '--time', '10'])
      expect([code, stdout]).toEqual([
        0,
        expect.stringMatching(
          /^Submitted 800 points as job \d+, 8 tasks, and their merge as job \d+: dilute status .*eight tells how far they are\n$/,
        ),
      ])
      await until('it is merged', () => merged('eight'))
      expect(isLocal('eight', 800)).toBe(true)
      await idle()
      const { tasks, merge, job } = await last('eight')
      expect(tasks.map(({ state, meaning, finished, pieces }) => [state, meaning, finished === pieces])).toEqual(
        tasks.map(() => ['COMPLETED', 'is done', true]),
      )
      expect(tasks.map(({ task }) => task)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
      expect(merge.state).toBe('COMPLETED')
      const raw = program('squeue', '--noheader', '--array', '--states=all', `--jobs=${job}`, '--format=%A')
        .trim()
        .split('\n')
      expect(raw).toContain(job) // a task has the number of the whole array: by their own numbers tasks cannot be told
      expect((await dilute(['resume', 'eight'])).stdout).toContain('Nothing to submit: all 17 pieces are there')
    },
    2 * minutes,
  )

  test(
    'arrays end at one place below MaxArraySize',
    async () => {
      expect(
        (await dilute(['submit', '800.yaml', '--out', 'most', '--tasks', '16', '--at-once', '2'])).stdout,
      ).toContain('9 tasks')
      await until('it is merged', () => merged('most'))
      expect(isLocal('most', 800)).toBe(true)
      await idle()
    },
    2 * minutes,
  )

  test(
    'what Slurm refuses is told, and nothing is left of it',
    async () => {
      const { code, stderr } = await dilute(['submit', '800.yaml', '--out', 'refused', '--partition', 'nope'])
      expect([code, stderr]).toEqual([
        1,
        'dilute: sbatch: invalid partition specified: nope; Batch job submission failed: Invalid partition ' +
          'name specified\n',
      ])
      expect(existsSync(join(folder, 'refused'))).toBe(false)
      const without = join(folder, 'without')
      mkdirSync(without)
      for (const name of ['node', 'env', 'sh']) writeFileSync(join(without, name), '')
      const alone = spawn(process.execPath, [bin, 'submit', '800.yaml', '--out', 'refused'], {
        cwd: folder,
        env: { PATH: without },
      })
      let said = ''
      alone.stderr.on('data', (text) => {
        said += String(text)
      })
      await new Promise((resolve) => alone.once('close', resolve))
      expect(said).toBe(
        'dilute: scontrol is not here: run this on a login node of the cluster, or use dilute run --workers N\n',
      )
    },
    minutes,
  )

  test(
    'a task that is killed has FAILED and is not started again; the merge starts all the same and lists what ' +
      'is missing; resume computes it',
    async () => {
      await dilute(['submit', '1600.yaml', '--out', 'killed', '--tasks', '4', '--wait', '2'])
      await until('a task is at work', () => processes('killed').length > 0)
      process.kill(processes('killed')[0]!.pid, 'SIGKILL')
      await until('the merge has ended', () => !queue().some((line) => line.includes('-merge')), 120)
      const { tasks, merge } = await last('killed')
      expect(tasks.map(({ state }) => state).sort()).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED', 'FAILED'])
      expect(tasks.find(({ state }) => state === 'FAILED')!.meaning).toBe(
        'failed: its log says why; dilute resume computes the rest',
      )
      expect(merge).toMatchObject({ state: 'FAILED', meaning: 'ended without results: its log says what is missing' })
      expect(logs('killed', /merge\.log/)).toMatch(/dilute: \d+ of 33 pieces are missing: \d/)
      expect(merged('killed')).toBe(false)
      expect((await dilute(['merge', 'killed'])).stderr).toMatch(
        /^dilute: \d+ of 33 pieces are missing: [\d, …]+: dilute resume .*killed computes them, or dilute run STUDY --out .*killed --resume\n$/,
      )
      expect((await dilute(['resume', 'killed'])).code).toBe(0)
      await until('it is merged', () => merged('killed'))
      expect(isLocal('killed', 1600)).toBe(true)
      await idle()
    },
    5 * minutes,
  )

  test(
    'a node that fails: its task is started again while the first one still writes, and no point is lost or doubled',
    async () => {
      await dilute(['submit', '1600.yaml', '--out', 'node', '--tasks', '4'])
      await until('a task is at work on the node', () => processes('node').some(({ node }) => node === 'n2'))
      const first = processes('node').filter(({ node }) => node === 'n2')
      for (const { pid } of first) process.kill(pid, 'SIGSTOP')
      end('slurmd-n2', 'SIGKILL')
      const again = (): boolean =>
        processes('node').some(({ task, pid }) => task === first[0]!.task && pid !== first[0]!.pid)
      await until('its task is at work elsewhere', again, 120)
      for (const { pid } of first) process.kill(pid, 'SIGCONT')
      await until('it is merged', () => merged('node'), 120)
      expect(isLocal('node', 1600)).toBe(true)
      start()
      await idle()
      await until('the first task has ended, too', () => processes('node').length === 0)
      const both = [
        ...logs('node', new RegExp(`-${first[0]!.task}\\.log`)).matchAll(/(\d+) pieces? computed, (\d+) were/g),
      ]
      const own = shared([...Array(33).keys()], 4)[Number(first[0]!.task)]!.length
      expect(both.map(([, computed, found]) => Number(computed) + Number(found))).toEqual([own, own])
    },
    5 * minutes,
  )

  test(
    'the controller is away and comes back: a question waits for its answer, the sweep goes on',
    async () => {
      await dilute(['submit', '1600.yaml', '--out', 'controller', '--tasks', '4'])
      await until('a task is at work', () => processes('controller').length > 0)
      end('slurmctld', 'SIGTERM')
      const asked = status('controller')
      await new Promise((resolve) => {
        setTimeout(resolve, 1500)
      })
      start()
      expect((await asked).submissions).toHaveLength(1)
      await until('it is merged', () => merged('controller'), 120)
      expect(isLocal('controller', 1600)).toBe(true)
      await idle()
    },
    5 * minutes,
  )

  /** Once all jobs have ended; what a controller that was killed can neither start nor end is taken back by hand. */
  async function emptied(seconds: number): Promise<void> {
    const isEmpty = (): boolean => queue().length === 0
    await until('the queue is empty', isEmpty, seconds).catch(async () => {
      process.stderr.write(`stuck in the queue: ${program('squeue', '--noheader', '--format=%j %i %T %r %E')}`)
      program('scancel', ...program('squeue', '--noheader', '--format=%A').trim().split('\n'))
      await until('the queue is empty', isEmpty, 60)
    })
  }

  test(
    'a controller that is killed forgets its newest jobs: resume computes what they leave',
    async () => {
      await dilute(['submit', '1600.yaml', '--out', 'forgotten', '--tasks', '4', '--wait', '2'])
      end('slurmctld', 'SIGKILL')
      start()
      await emptied(100)
      if (!merged('forgotten')) {
        const { tasks, merge } = await last('forgotten')
        expect([merge, ...tasks].some(({ state }) => state !== 'COMPLETED')).toBe(true)
        await dilute(['resume', 'forgotten'])
        await until('the queue is empty', () => queue().length === 0, 200)
        expect((await dilute(['merge', 'forgotten'])).code).toBe(0)
      }
      expect(isLocal('forgotten', 1600)).toBe(true)
      await idle()
    },
    5 * minutes,
  )

  /** A folder with an sbatch that hands over the first job, and then does this in place of telling its number. */
  function badSbatch(afterwards: string): string {
    const place = mkdtempSync(join(folder, 'bad-'))
    const real = program('sh', '-c', 'command -v sbatch').trim()
    writeFileSync(
      join(place, 'sbatch'),
      `#!/bin/sh\n[ -e ${place}/done ] && exec ${real} "$@"\ntouch ${place}/done\n${real} "$@" ` +
        `>/dev/null\n${afterwards}\n`,
    )
    chmodSync(join(place, 'sbatch'), 0o755)
    return place
  }

  test(
    'a submission whose answer is lost is found by its name, not made twice',
    async () => {
      const lost = badSbatch(
        'echo "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation" >&2; exit 1',
      )
      const { code, stdout } = await dilute(
        ['submit', '800.yaml', '--out', 'lost', '--tasks', '8', '--time', '5'],
        lost,
      )
      expect([code, stdout]).toEqual([0, expect.stringContaining('8 tasks')])
      const arrays = new Set(
        program('squeue', '--noheader', '--states=all', `--name=${(await last('lost')).name}`, '--format=%F')
          .trim()
          .split('\n'),
      )
      expect(arrays.size).toBe(1)
      await until('it is merged', () => merged('lost'))
      expect(isLocal('lost', 800)).toBe(true)
      await idle()
    },
    2 * minutes,
  )

  test(
    'a submit that is killed before it knows the answer: status finds its tasks, a second submit is refused, ' +
      'resume knows them',
    async () => {
      expect(
        (await dilute(['submit', '1600.yaml', '--out', 'ended', '--tasks', '8'], badSbatch('kill -9 $PPID; sleep 1')))
          .code,
      ).toBe(null)
      const { tasks, job, merge } = await last('ended')
      expect(job).toMatch(/^\d+$/)
      expect(tasks.every(({ state }) => state !== 'UNKNOWN')).toBe(true)
      expect(merge.meaning).toBe('is not known to Slurm: dilute merge puts the results together')
      const { code, stderr } = await dilute(['submit', '1600.yaml', '--out', 'ended'])
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining('holds a sweep that was submitted to Slurm: dilute status, resume or cancel'),
      ])
      expect((await dilute(['resume', 'ended'])).stdout).toMatch(/^Nothing to submit: \d+ pieces are under way\n$/)
      await idle()
      expect((await dilute(['merge', 'ended', '--quiet'])).code).toBe(0)
      expect(isLocal('ended', 1600)).toBe(true)
    },
    3 * minutes,
  )

  test(
    'cancel takes all tasks and the merge back and keeps what is finished',
    async () => {
      await dilute(['submit', '1600.yaml', '--out', 'cancelled', '--tasks', '8', '--at-once', '1'])
      await until('pieces are finished', () => readdirSync(join(folder, 'cancelled', '.dilute', 'pieces')).length > 1)
      expect((await dilute(['cancel', 'cancelled'])).stdout).toContain('Finished pieces are kept')
      await idle()
      const {
        finished,
        pieces,
        submissions: [submission],
      } = await status('cancelled')
      expect(finished).toBeGreaterThan(0)
      expect(finished).toBeLessThan(pieces)
      expect(submission!.tasks.at(-1)!.meaning).toBe('was cancelled: dilute resume computes the rest')
      await dilute(['resume', 'cancelled'])
      await until('it is merged', () => merged('cancelled'))
      expect(isLocal('cancelled', 1600)).toBe(true)
      await idle()
    },
    3 * minutes,
  )

  test(
    'before its time limit a task ends after its piece, as if it were done, and says what is left',
    async () => {
      writeFileSync(join(folder, 'long.yaml'), study(60_000))
      await dilute(['submit', 'long.yaml', '--out', 'long', '--tasks', '1', '--time', '1', '--wait', '2'])
      await until('it has ended', () => queue().length === 0, 120)
      const {
        tasks: [task],
      } = await last('long')
      expect(task).toMatchObject({
        state: 'COMPLETED',
        meaning: 'ended before its pieces were done, near its time limit: dilute resume computes the rest',
      })
      expect(task!.finished).toBeGreaterThan(0)
      expect(logs('long', /-0\.log/)).toMatch(
        /^task 0: \d+ pieces computed, 0 were there, \d+ are left: told to end; dilute resume .*long computes them\n$/,
      )
    },
    4 * minutes,
  )

  test(
    'what Slurm no longer remembers is unknown, and the pieces say whether it is done',
    async () => {
      forget()
      const { tasks, merge, job } = await last('eight')
      expect(job).toMatch(/^\d+$/)
      expect(tasks.map(({ state, meaning }) => `${state}: ${meaning}`)).toEqual(tasks.map(() => 'UNKNOWN: is done'))
      expect(merge.state).toBe('UNKNOWN')
      expect((await last('long')).tasks[0]!.meaning).toBe(
        'is no longer known to Slurm: dilute resume computes the rest',
      )
    },
    minutes,
  )

  describe('', () => {
    beforeEach(idle)
    conforms(
      'Slurm',
      slurm({ tasks: 4 }, [process.execPath, bin], { between: 200, late: 1000 }),
      () => mkdtempSync(join(folder, 'runner-')),
      2 * minutes,
    )
  })
})
