"""
The map of the largest |ln I| over the flux of a ring and the strength of one dot, in numpy: as a physicist writes it,
a point after another, and as an expert vectorises it, all strengths of one flux and all energies in one batch. Both
integrate over the same fixed Gauss–Legendre nodes, in variables in which thresholds are smooth. A map is {"sites",
"tunneling", "beta", "strengths", "positions" or null, "dot", "flux": [from, to, points], "strength": [from, to,
points], "nodes": [between thresholds, above]}; mass 1. As a command: maps.py expert|physicist MAP FILE.npy
"""
import functools
import json
import sys

import numpy as np


gauss_legendre = functools.cache(np.polynomial.legendre.leggauss)


def ring(sites, tunneling, flux):
    h = np.zeros((sites, sites), complex)
    for i in range(sites):
        h[i, (i + 1) % sites] = tunneling * np.exp(-2j * np.pi * flux / sites)
    return h + h.conj().T


def panels(levels, beta, between, above):
    """
    Energies and weights e^{-β(E - 𝓔)} dE with 𝓔 the highest open level, for every number of open levels from two on.
    """
    x, w = gauss_legendre(between)
    angle, w = (x + 1) * np.pi / 4, w * np.pi / 4
    for upper in range(2, len(levels)):
        low, gap = levels[upper - 1], levels[upper] - levels[upper - 1]
        kinetic = gap * np.sin(angle) ** 2
        yield upper, low + kinetic, w * gap * np.sin(2 * angle) * np.exp(-beta * kinetic)
    x, w = gauss_legendre(above)
    s, w = (x + 1) * 3.25, w * 3.25
    yield len(levels), levels[-1] + s ** 2 / beta, w * 2 * s / beta * np.exp(-s ** 2)


def at_one_point(levels, u, strengths, energies, opened, positions):
    """|T_kl|²/(v_k v_l) of the open levels, strengths × energies × opened × opened, T = (1 - WG)⁻¹ W."""
    w = np.einsum('ik,bi,il->bkl', u.conj(), strengths, u)
    p = np.sqrt((2 * (energies[:, None] - levels)).astype(complex))
    a = np.eye(len(levels)) + w[:, None] * (1j / p)[None, :, None, :]
    t = np.linalg.solve(a, np.broadcast_to(w[:, None, :, :opened], a.shape[:3] + (opened,)))[..., :opened, :]
    v = p.real[:, :opened]
    return np.abs(t) ** 2 / (v[:, :, None] * v[:, None, :])


def apart(levels, u, strengths, energies, opened, positions):
    """As `at_one_point`, summed over directions, with τ = (1/V - G)⁻¹ between dots at positions along the line."""
    q = np.asarray(positions)
    p = np.sqrt((2 * (energies[:, None] - levels)).astype(complex))
    waves = np.exp(1j * p[:, None, None, :] * np.abs(q[:, None] - q)[..., None]) * (-1j / p)[:, None, None, :]
    g = np.einsum('ik,eijk,jk->eij', u, waves, u.conj())
    tau = np.linalg.inv(np.eye(len(q)) * (1 / strengths)[:, None, :, None] - g)
    v = p.real[:, :opened, None]
    ways = np.concatenate([np.exp(sign * v * q) * u.T[:opened] / np.sqrt(v) for sign in (1j, -1j)], 1)
    t = ways.conj() @ tau @ ways.swapaxes(1, 2)
    return (np.abs(t) ** 2).reshape(*t.shape[:2], 2, opened, 2, opened).sum((2, 4))


def violation(rates):
    """The largest |ln I| of rates[…, k, l]."""
    k, l = np.triu_indices(rates.shape[-1], 1)
    return np.abs(np.log(rates[..., k, l] / rates[..., l, k])).max(-1)


def axes(m):
    return np.linspace(*m['flux']), np.linspace(*m['strength'])


def expert(**m):
    flux, strength = axes(m)
    n = m['sites']
    probabilities = at_one_point if m['positions'] is None else apart
    strengths = np.tile(np.array(m['strengths'], float), (len(strength), 1))
    strengths[:, m['dot']] = strength
    rows = max(1, int(2e5 / (n * n * sum(m['nodes']))))

    def column(f):
        levels, u = np.linalg.eigh(ring(n, m['tunneling'], f))
        rates = np.zeros((len(strength), n, n))
        highest = np.maximum.outer(np.arange(n), np.arange(n))
        for opened, energies, weights in panels(levels, m['beta'], *m['nodes']):
            pairs = np.exp(-m['beta'] * (levels[opened - 1] - levels[highest[:opened, :opened]]))
            for b in range(0, len(strength), rows):
                p = probabilities(levels, u, strengths[b:b + rows], energies, opened, m['positions'])
                summed = weights @ p.reshape(*p.shape[:2], -1)
                rates[b:b + rows, :opened, :opened] += summed.reshape(-1, opened, opened) * pairs
        return violation(rates)

    return lambda: [column(f).tolist() for f in flux]


def physicist(**m):
    """Dots at one point, one energy at a time."""
    flux, strength = axes(m)
    n, beta = m['sites'], m['beta']

    def point(f, v):
        levels, u = np.linalg.eigh(ring(n, m['tunneling'], f))
        strengths = np.array(m['strengths'], float)
        strengths[m['dot']] = v
        w = u.conj().T @ np.diag(strengths) @ u
        rates = np.zeros((n, n))
        for opened, energies, weights in panels(levels, beta, *m['nodes']):
            for energy, weight in zip(energies, weights):
                p = np.sqrt(2 * (energy - levels) + 0j)
                t = np.linalg.solve(np.eye(n) + w @ np.diag(1j / p), w)
                for k in range(opened):
                    for l in range(opened):
                        boltzmann = np.exp(-beta * (levels[opened - 1] - levels[max(k, l)]))
                        rates[k, l] += weight * boltzmann * abs(t[k, l]) ** 2 / (p[k] * p[l]).real
        return float(violation(rates))

    return lambda: [[point(f, v) for v in strength] for f in flux]


if __name__ == '__main__':
    way, given, file = sys.argv[1:]
    np.save(file, np.array({'expert': expert, 'physicist': physicist}[way](**json.loads(given))()))
