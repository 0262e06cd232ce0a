import { describe, expect, test } from 'vitest'
import { evolve, liouvillian } from '../../src/dynamics/index.js'
import { exportedPoint, exportFiles } from '../../src/export/index.js'
import type { SecularGenerator } from '../../src/generator/index.js'
import { largestEntry, type ComplexMatrix } from '../../src/numerics/index.js'
import { solve } from '../../src/solution/index.js'
import type { Study } from '../../src/study/index.js'
import { readStudy } from '../../src/study/read/read.js'
import { studyModel } from '../../src/study/running/model.js'
import { inDimension, ring, withBeta, withContact, withSystem } from '../study/examples.js'
import { lastLine, pythonFolder, reason, withoutPython } from './python.js'

const times = [0, 0.3, 1, 4, 20]

/** Works with QuTiP 4.7 and 5. */
const script = `
import json
import numpy as np, qutip
from rebuild import collapse_operators, data, hamiltonian, steady_state
tight = {'atol': 1e-13, 'rtol': 1e-11, 'nsteps': 1000000}
options = qutip.Options(**tight) if qutip.__version__ < '5' else tight
n = len(data['levels'])
initial = qutip.basis(n, 0) * qutip.basis(n, 0).dag()
states = qutip.mesolve(hamiltonian, initial, ${JSON.stringify(times)}, collapse_operators, [], options=options).states
def parts(a):
    a = np.asarray(a)
    return {'re': a.real.ravel().tolist(), 'im': a.imag.ravel().tolist()}
print(json.dumps({
    'superoperator': parts(qutip.liouvillian(hamiltonian, collapse_operators).full()),
    'populations': np.diag(steady_state()).real.tolist(),
    'states': [parts(state.full()) for state in states],
}))
`

interface Parts {
  readonly re: readonly number[]
  readonly im: readonly number[]
}

interface FromQutip {
  readonly superoperator: Parts
  readonly populations: readonly number[]
  readonly states: readonly Parts[]
}

function generatorOf(study: Study): SecularGenerator {
  return solve(studyModel(study, study.config)).generator
}

function largestDifference({ re, im }: ComplexMatrix, other: Parts): number {
  return Math.max(...re.map((x, i) => Math.hypot(x - other.re[i]!, im[i]! - other.im[i]!)))
}

const fourLevels =
  'lattice: { onsite: [0, 0.4, -0.3, 0.9], bonds: [{ from: 0, to: 1, amplitude: "0.3+0.2i" }, { from: 1, to: ' +
  '2, amplitude: "0.5i" }, { from: 2, to: 3, amplitude: 0.2 }] }'
const studies: [string, string][] = [
  ['Fig. 1', ring],
  ['Fig. 1, warmer, dots apart', withBeta('0.5').replace('1.5]', '1.5], positions: [0, 0.3, 1]')],
  [
    'four levels',
    withContact('{ strengths: [1, 0.7, 1.5, -0.4], positions: [0, 1, 2, 3] }')
      .replace(withSystem('#').split('\n')[2]!, '')
      .replace(/ {2}ring: .*/, `  ${fourLevels}`),
  ],
  ['two dimensions', inDimension(2, '{ scatteringLengths: [0.6, 0.9, 1.4] }')],
]

describe.skipIf(withoutPython).each(studies)(`QuTiP with the exported operators: %s${reason}`, (_, text) => {
  const study = readStudy(text, { file: 'study.yaml' })
  const generator = generatorOf(study)
  const folder = pythonFolder()
  const found = exportFiles(exportedPoint(study), 'qutip').then((files) => {
    folder.write(files)
    return lastLine(folder.python(script)) as FromQutip
  })

  test('the same superoperator, to 1e-11', async () => {
    const ours = liouvillian(generator)
    expect(largestDifference(ours, (await found).superoperator)).toBeLessThan(1e-11 * largestEntry(ours))
  })

  test('the same steady state, to 1e-10', async () => {
    const ours = exportedPoint(study).arrays.find(({ name }) => name === 'populations')!.re
    const theirs = (await found).populations
    expect(Math.max(...ours.map((p, k) => Math.abs(p - theirs[k]!)))).toBeLessThan(1e-10)
  })

  test('the same evolution from a site, to 1e-8', async () => {
    const { states } = await found
    evolve(generator, { site: 0 }, times).density.forEach((rho, t) => {
      expect(largestDifference(rho, states[t]!), `t = ${times[t]}`).toBeLessThan(1e-8)
    })
  })

  test('the script prints the comparison', async () => {
    await found
    const printed = folder.python("import runpy; runpy.run_path('rebuild.py', run_name='__main__')")
    expect(Number(/largest difference of a population: (\S+)/.exec(printed)![1])).toBeLessThan(1e-10)
    expect(Number(/largest coherence between levels: (\S+)/.exec(printed)![1])).toBeLessThan(1e-10)
  })
})
