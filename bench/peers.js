/** The peers: numpy in every Python and with every set of BLAS kernels that is there, and a C program. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('peers/', import.meta.url))
export const folder = fileURLToPath(new URL('../out/bench/', import.meta.url))

/** What OpenBLAS may be told to use; undefined: what it chooses itself. */
function coreTypes() {
  const flags = existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'utf8') : ''
  return [undefined, ...(flags.includes('avx2') ? ['Haswell'] : []), ...(flags.includes('avx512f') ? ['SkylakeX'] : [])]
}

function pythons() {
  const found = ['python3', '/usr/bin/python3'].flatMap((name) => {
    const { status, stdout } = spawnSync(name, ['-c', 'import sys, numpy; print(sys.executable)'], { encoding: 'utf8' })
    return status === 0 ? [realpathSync(stdout.trim())] : []
  })
  return [...new Set(found)]
}

/** One Python with one set of kernels, one thread; answers one call at a time. */
class Server {
  static async open(python, coreType) {
    const server = new Server()
    server.python = python
    server.env = {
      OPENBLAS_NUM_THREADS: '1',
      OMP_NUM_THREADS: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      ...(coreType ? { OPENBLAS_CORETYPE: coreType } : {}),
    }
    server.child = spawn(python, [`${here}serve.py`], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...server.env },
    })
    server.lines = createInterface({ input: server.child.stdout })[Symbol.asyncIterator]()
    server.about = { ...(await server.answer()), coreType: coreType ?? 'none' }
    return server
  }

  async answer() {
    const { done, value } = await this.lines.next()
    if (done) throw new Error('the Python that a peer ran in has ended')
    return JSON.parse(value)
  }

  /** { seconds, value? } or { error } of a call of peers/MODULE.py. */
  ask({ name: _, ...question }) {
    this.child.stdin.write(`${JSON.stringify(question)}\n`)
    return this.answer()
  }

  close() {
    this.child.stdin.end()
  }
}

/** All there are, or of every Python only one; none where there is no numpy. */
export async function openNumpy(one) {
  const servers = []
  for (const python of pythons())
    for (const coreType of coreTypes().slice(one ? -1 : 0)) servers.push(await Server.open(python, coreType))
  return servers
}

/**
 * The fastest of some calls in all of the servers, by a trial each after one to warm up.
 * @param questions calls that do the same in different ways; `trial` replaces the arguments while it is looked for.
 * @returns { call, label, server, seconds(): of a call, value(): its value }, or { skipped: why }.
 */
export async function fastest(servers, questions, trial) {
  let best = { skipped: 'numpy is not installed' }
  for (const server of servers) {
    for (const question of questions) {
      const asked = { ...question, args: { ...question.args, ...trial } }
      const first = await server.ask(asked)
      const { seconds, error } = first.error === undefined && first.seconds < 2 ? await server.ask(asked) : first
      if (error !== undefined) best = 'server' in best ? best : { skipped: error }
      else if (!('server' in best) || seconds < best.trial) best = { server, question, trial: seconds }
    }
  }
  return 'server' in best ? peerOf(best) : best
}

function peerOf({ server, question, trial }) {
  const repeats = Math.max(1, Math.min(1000, Math.round(0.05 / trial)))
  const asked = async (more) => {
    const answer = await server.ask({ ...question, ...more })
    if (answer.error !== undefined) throw new Error(`${question.module}.${question.call}: ${answer.error}`)
    return answer
  }
  const { numpy, coreType } = server.about
  return {
    server,
    question,
    label: `${question.name ?? question.call}; numpy ${numpy}, ${coreType === 'none' ? 'default kernels' : coreType}`,
    seconds: async () => (await asked({ repeats })).seconds,
    value: async () => (await asked({ value: true })).value,
  }
}

/** The C program for so many levels, compiled: its command; or why there is none. */
export function limitFor(levels) {
  mkdirSync(folder, { recursive: true })
  const program = `${folder}limit${levels}`
  const flags = ['-O3', '-march=native', '-ffast-math', `-DN=${levels}`]
  const { status, error } = spawnSync('gcc', [...flags, `${here}limit.c`, '-o', program, '-lm'])
  if (status !== 0) return { skipped: error ? 'gcc is not installed' : 'gcc does not compile it' }
  return {
    label: `C, gcc ${flags.slice(0, 3).join(' ')}`,
    run: (couplings, energies) => JSON.parse(spawnSync(program, [couplings, energies], { encoding: 'utf8' }).stdout),
  }
}
