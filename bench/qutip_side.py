"""
QuTiP's side of bench/qutip.js. The first line of stdin is the model; each further line {"what": …, "basis": …, "method": …} asks for one call, and is
answered by a line with its processor time in milliseconds, with its value where "value" is true, or with what went wrong.
"""
import json
import os
import signal
import sys
import time
import warnings

import numpy as np
import qutip
import scipy

warnings.simplefilter('ignore')
answers = os.fdopen(os.dup(1), 'w')
os.dup2(2, 1)  # what QuTiP prints is no answer
PATIENCE = 30
model = json.loads(sys.stdin.readline())
n, times, count = len(model['levels']), model['times'], model['count']


def matrix(planes):
    return (np.array(planes['re']) + 1j * np.array(planes['im'])).reshape(n, n)


def in_basis(u):
    """H, collapse operators, initial ket and a site's projectors as a user has them, sparse where entries are zero."""
    turn = lambda a: qutip.Qobj(scipy.sparse.csr_matrix(a if u is None else u @ a @ u.conj().T))
    ket = matrix(model['eigenvectors']).conj()[0]
    sites = [np.outer(row.conj(), row) for row in matrix(model['eigenvectors'])]
    return {
        'hamiltonian': turn(np.diag(model['levels']) + matrix(model['hamiltonian'])),
        'collapse': [turn(matrix(a)) for a in model['operators']],
        'ket': qutip.Qobj(ket.reshape(n, 1) if u is None else (u @ ket).reshape(n, 1)),
        'sites': [turn(a) for a in sites],
    }


bases = {'energy': in_basis(None), 'site': in_basis(matrix(model['eigenvectors']))}
for basis in bases.values():
    basis['liouvillian'] = qutip.liouvillian(basis['hamiltonian'], basis['collapse'])
    basis['density'] = qutip.ket2dm(basis['ket'])


def steady(b, method):
    if method == 'default':
        return qutip.steadystate(b['hamiltonian'], b['collapse'])
    options = {'direct': {}, 'reordered': {'use_rcm': True}, 'dense': {'sparse': False}}.get(method, {'method': method})
    return qutip.steadystate(b['liouvillian'], **options)


def evolution(b, method):
    if method == 'default':
        return qutip.mesolve(b['hamiltonian'], b['density'], times, b['collapse']).states
    if method == 'exponential series':
        return list(qutip.esval(qutip.ode2es(b['liouvillian'], b['density']), times))
    options = {'adams': {}, 'bdf': {'method': 'bdf'}, 'to 1e-10': {'atol': 1e-12, 'rtol': 1e-10}}[method]
    return qutip.mesolve(b['liouvillian'], b['density'], times, options=qutip.Options(nsteps=1000000, **options)).states


def trajectories(b, method):
    options = qutip.Options(average_states=True, **({} if method == 'default' else {'num_cpus': 1}))
    return qutip.mcsolve(b['hamiltonian'], b['ket'], times, b['collapse'], [], ntraj=count, options=options, progress_bar=None).states


def spectrum(w):
    return 0.1 * (1.0 if w >= 0 else np.exp(w))


calls = {
    'build': lambda b, _: qutip.liouvillian(b['hamiltonian'], b['collapse']),
    'redfield': lambda b, _: qutip.bloch_redfield_tensor(b['hamiltonian'], [[a, spectrum] for a in b['sites']], use_secular=True),
    'steady': steady, 'evolution': evolution, 'trajectories': trajectories,
}


def shown(what, value):
    if what in ('build', 'redfield'):
        return None
    state = value if what == 'steady' else value[-1]
    a = state.full().ravel()
    return {'re': a.real.tolist(), 'im': a.imag.tolist()}


def out_of_time(*_):
    raise TimeoutError(f'more than {PATIENCE} s')


def processor_time():
    """Of this process and of those it has started and waited for, in seconds."""
    t = os.times()
    return time.process_time() + t.children_user + t.children_system


signal.signal(signal.SIGALRM, out_of_time)
print(json.dumps({'version': qutip.__version__}), file=answers, flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    signal.alarm(PATIENCE)
    try:
        start = processor_time()
        value = calls[asked['what']](bases[asked['basis']], asked['method'])
        answer = {'time': 1e3 * (processor_time() - start)}
        if asked['value']:
            answer['value'] = shown(asked['what'], value)
    except Exception as error:  # a method that fails for this model is left out
        answer = {'error': str(error)}
    signal.alarm(0)
    print(json.dumps(answer), file=answers, flush=True)
