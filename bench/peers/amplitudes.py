"""
Amplitude problems: for every coupling W and every energy the inverse of X - W, X diagonal, and the sums over energies
of weights r_k r_l |(X - W)⁻¹_kl|², in three ways numpy has for it. The same as in limit.c: levels 0.3 k, V_k = 1 +
((7b + 3k) mod 10)/10, U of plane waves, X = ir = ip, all channels open.
"""
import numpy as np


def problems(n, couplings, energies):
    k = np.arange(n)
    u = np.exp(2j * np.pi * np.outer(k, k) / n) / np.sqrt(n)
    v = 1 + (7 * np.arange(couplings)[:, None] + 3 * k) % 10 / 10
    w = np.einsum('ik,bi,il->bkl', u.conj(), v, u)
    s = (np.arange(energies) + 0.5) / energies * 2.5
    p = np.sqrt(2 * (s[:, None] ** 2 + 0.3 * (n - 1 - k)))
    return w, p, s * np.exp(-s ** 2)


def summed(t, r, weights):
    size = np.abs(t) ** 2 * (r[:, :, None] * r[:, None, :])
    return weights @ size.reshape(*size.shape[:2], -1)


def checksum(sums, n):
    return float(sums.reshape(-1, n, n).sum((1, 2)).sum() - np.trace(sums.reshape(-1, n, n), axis1=1, axis2=2).sum())


def inverse(n, couplings, energies):
    w, p, weights = problems(n, couplings, energies)
    x = 1j * p[:, :, None] * np.eye(n)
    return lambda: checksum(summed(np.linalg.inv(x - w[:, None]), p, weights), n)


def solve(n, couplings, energies):
    """(1 - W/X) T = W, from which X⁻¹ T X⁻¹ is the inverse but for its diagonal."""
    w, p, weights = problems(n, couplings, energies)

    def run():
        a = np.eye(n) - w[:, None] / (1j * p)[:, None, :]
        t = np.linalg.solve(a, np.broadcast_to(w[:, None], a.shape))
        return checksum(summed(t, 1 / p, weights), n)
    return run


def sherman_morrison(n, couplings, energies):
    """No linear algebra: T += T e_k f e_kᵀ T for one channel after another, each step for all problems at once."""
    w, p, weights = problems(n, couplings, energies)

    def run():
        t = np.repeat(w.transpose(1, 2, 0)[..., None], energies, 3)
        for k in range(n):
            t = t + t[:, k, None] * (t[None, k] / (1j * p[:, k] - t[k, k]))
        size = t.real ** 2 + t.imag ** 2
        way = ['einsum_path', (0, 1), (0, 1), (0, 1)]
        sums = np.einsum('e,ke,le,klbe->bkl', weights, 1 / p.T, 1 / p.T, size, optimize=way)
        return checksum(sums.reshape(couplings, -1), n)
    return run
