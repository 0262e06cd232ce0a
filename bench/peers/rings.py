"""
A ring of n levels with dots at one point: rates at β = 1, mass 1, by numpy's best linear algebra, one inverse an
energy; nodes as in maps.py. `energies` is the same for some energies only, spread over the band.
"""
import numpy as np

from maps import panels, ring, violation


def model(n):
    strengths = 0.5 + (np.arange(n) * 0.618034) % 1
    levels, u = np.linalg.eigh(ring(n, -0.5, 0.3))
    return levels, (u.conj().T * strengths) @ u


def summed(levels, w, opened, energies, weights):
    """Σ weight r_k r_l |(X - W)⁻¹_kl|² over open levels, a few energies at a time."""
    sums = np.zeros((opened, opened))
    for energy, weight in zip(energies, weights):
        x = 1j * np.sqrt((2 * (energy - levels)).astype(complex))
        inverse = np.linalg.inv(np.diag(x) - w)[:opened, :opened]
        r = x[:opened].imag
        sums += weight * (inverse.real ** 2 + inverse.imag ** 2) * np.outer(r, r)
    return sums


def rates(n, nodes):
    levels, w = model(n)
    highest = np.maximum.outer(np.arange(n), np.arange(n))

    def run():
        total = np.zeros((n, n))
        for opened, energies, weights in panels(levels, 1, *nodes):
            pairs = np.exp(levels[highest[:opened, :opened]] - levels[opened - 1])
            total[:opened, :opened] += pairs * summed(levels, w, opened, energies, weights)
        return float(violation(total))
    return run


def energies(n, count):
    levels, w = model(n)
    band = levels[-1] + np.linspace(0.1, 1, count)
    return lambda: float(summed(levels, w, n, band, np.ones(count)).sum())
