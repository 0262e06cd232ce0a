"""
QuTiP's side of the master equation. A call is given the file of a model (levels, eigenvectors, Hamiltonian part,
collapse operators, times, count of trajectories), a basis, "site" as users have their operators or "energy" where
these are sparse, and a method: "default", as it is called by users, or one of QuTiP's, from a Liouvillian that is
ready.
"""
import functools
import json

import numpy as np
import qutip
import scipy


@functools.lru_cache(1)
def model(file):
    m = json.load(open(file))
    m['complex'] = lambda planes: (np.array(planes['re']) + 1j * np.array(planes['im'])).reshape(len(m['levels']), -1)
    return m


@functools.lru_cache(2)
def in_basis(file, basis):
    m = model(file)
    n, u = len(m['levels']), m['complex'](m['eigenvectors'])
    turn = lambda a: qutip.Qobj(scipy.sparse.csr_matrix(u @ a @ u.conj().T if basis == 'site' else a))
    ket = u.conj()[0]
    b = {
        'hamiltonian': turn(np.diag(m['levels']) + m['complex'](m['hamiltonian'])),
        'collapse': [turn(m['complex'](a)) for a in m['operators']],
        'ket': qutip.Qobj((u @ ket if basis == 'site' else ket).reshape(n, 1)),
    }
    return {**b, 'liouvillian': qutip.liouvillian(b['hamiltonian'], b['collapse']), 'density': qutip.ket2dm(b['ket'])}


def planes(state):
    a = state.full().ravel()
    return {'re': a.real.tolist(), 'im': a.imag.tolist()}


def steady(file, basis, method):
    b = in_basis(file, basis)
    options = {'direct': {}, 'reordered': {'use_rcm': True}, 'dense': {'sparse': False}}.get(method, {'method': method})
    if method == 'default':
        return lambda: planes(qutip.steadystate(b['hamiltonian'], b['collapse']))
    return lambda: planes(qutip.steadystate(b['liouvillian'], **options))


def gap(file, basis, method):
    """The smallest decay rate, from all eigenvalues of the Liouvillian."""
    b = in_basis(file, basis)
    return lambda: float(np.sort(-b['liouvillian'].eigenenergies().real)[1])


def evolution(file, basis, method):
    b, times = in_basis(file, basis), model(file)['times']
    if method == 'default':
        return lambda: planes(qutip.mesolve(b['hamiltonian'], b['density'], times, b['collapse']).states[-1])
    if method == 'exponential series':
        return lambda: planes(list(qutip.esval(qutip.ode2es(b['liouvillian'], b['density']), times))[-1])
    options = {'adams': {}, 'bdf': {'method': 'bdf'}, 'to 1e-10': {'atol': 1e-12, 'rtol': 1e-10}}[method]
    options = qutip.Options(nsteps=1000000, **options)
    return lambda: planes(qutip.mesolve(b['liouvillian'], b['density'], times, options=options).states[-1])


def trajectories(file, basis, method):
    b, m = in_basis(file, basis), model(file)
    options = qutip.Options(average_states=True, **({} if method == 'default' else {'num_cpus': 1}))
    problem = b['hamiltonian'], b['ket'], m['times'], b['collapse'], []
    return lambda: planes(qutip.mcsolve(*problem, ntraj=m['count'], options=options, progress_bar=None).states[-1])
