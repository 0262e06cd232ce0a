"""QuTiP's side of bench/qutip.js: the model as JSON on stdin, times in milliseconds and results as JSON in the last line of stdout."""
import json
import statistics
import sys
import time
import warnings

import numpy as np
import qutip
import scipy.sparse

warnings.simplefilter('ignore')
PATIENCE = 15.0
model = json.load(sys.stdin)
n = len(model['levels'])


def operator(entries):
    k, l, re, im = zip(*entries) if entries else ((), (), (), ())
    return qutip.Qobj(scipy.sparse.csr_matrix((np.array(re) + 1j * np.array(im), (k, l)), shape=(n, n), dtype=complex))


def timed(work, repeats=5):
    """The median, or the only time of a call that takes long."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        value = work()
        times.append(1e3 * (time.perf_counter() - start))
        if times[-1] > 1e3 * PATIENCE / repeats:
            break
    return statistics.median(times), value


def measured(methods, show):
    found = []
    for name, work in methods.items():
        try:
            elapsed, value = timed(work)
        except Exception as error:  # a method that fails for this model is left out
            print(f'{name}: {error}', file=sys.stderr)
            continue
        found.append({'method': name, 'time': elapsed, 'value': show(value)})
    return found


hamiltonian = qutip.Qobj(scipy.sparse.diags(model['levels'], dtype=complex).tocsr()) + operator(model['hamiltonian'])
collapse = [operator(entries) for entries in model['operators']]
build, liouvillian = timed(lambda: qutip.liouvillian(hamiltonian, collapse))

steady = {
    'direct (default)': lambda: qutip.steadystate(liouvillian),
    'direct, reordered': lambda: qutip.steadystate(liouvillian, use_rcm=True),
    'direct, dense': lambda: qutip.steadystate(liouvillian, sparse=False),
    'eigen': lambda: qutip.steadystate(liouvillian, method='eigen'),
    'power': lambda: qutip.steadystate(liouvillian, method='power'),
}
if n <= 16:
    steady['svd'] = lambda: qutip.steadystate(liouvillian, method='svd')

ket = qutip.Qobj(np.array([complex(*c) for c in model['ket']]).reshape(n, 1))
initial = ket * ket.dag()


def evolution(**options):
    return lambda: qutip.mesolve(liouvillian, initial, model['times'], options=qutip.Options(nsteps=1000000, **options)).states[-1]


def parts(state):
    a = state.full().ravel()
    return {'re': a.real.tolist(), 'im': a.imag.tolist()}


print(json.dumps({
    'version': qutip.__version__,
    'build': build,
    'steady': measured(steady, lambda state: np.diag(state.full()).real.tolist()),
    'evolution': measured({
        'adams (default)': evolution(),
        'bdf': evolution(method='bdf'),
        'to 1e-10': evolution(atol=1e-12, rtol=1e-10),
    }, parts),
}))
