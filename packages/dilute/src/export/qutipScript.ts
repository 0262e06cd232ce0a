/**
 * A Python script beside `archive`: Hamiltonian and collapse operators in QuTiP 4.7 or 5, and QuTiP's steady state next
 * to the archive's.
 */
export function qutipScript(archive: string): string {
  return `"""Hamiltonian and collapse operators in QuTiP, from ${archive}. Run it for the steady state; import it for the operators."""
from pathlib import Path

import numpy as np
import qutip

data = np.load(Path(__file__).with_name('${archive}'))
hamiltonian = qutip.Qobj(data['hamiltonian'] + data['hamiltonian_shift'])
collapse_operators = [qutip.Qobj(operator) for operator in data['collapse_operators']]


def steady_state():
    """QuTiP's steady state in the energy basis, an N x N array."""
    u = data['eigenvectors']
    return u.conj().T @ qutip.steadystate(hamiltonian, collapse_operators).full() @ u


if __name__ == '__main__':
    print(data['notes'])
    print()
    print(f'QuTiP {qutip.__version__}')
    state = steady_state()
    populations = np.diag(state).real
    print('level  energy                  dilute                  QuTiP')
    for k, (energy, ours, theirs) in enumerate(zip(data['levels'], data['populations'], populations)):
        print(f'{k:5d}  {energy:< 22.15g}  {ours:<22.15g}  {theirs:<22.15g}')
    print(f'largest difference of a population: {np.abs(populations - data["populations"]).max():.1e}')
    print(f'largest coherence between levels: {np.abs(state - np.diag(np.diag(state))).max():.1e}')
`
}
