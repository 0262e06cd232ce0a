"""
One temperature of Fig. 1 the way it is written in a hurry: numpy for T, scipy.integrate.quad for each of six rates,
epsrel 1e-10.
"""
import numpy as np
from scipy.integrate import quad

tau, flux, V, m, beta = -1 / (2 * np.sqrt(3)), 0.75, np.diag([1, 0.7, 1.5]), 1.0, 2.0
H = np.zeros((3, 3), complex)
for i in range(3):
    H[i, (i + 1) % 3] += tau * np.exp(-2j * np.pi * flux / 3)
    H[(i + 1) % 3, i] += tau * np.exp(2j * np.pi * flux / 3)
E, U = np.linalg.eigh(H)
W = U.conj().T @ V @ U


def rate(k, l):
    low = max(E[k], E[l])

    def integrand(x):
        p = np.sqrt(2 * m * (low + x * x - E + 0j))
        t = np.linalg.solve(np.eye(3) + W @ np.diag(1j * m / p), W)
        weight = np.exp(-beta * (low + x * x - E[l])) * np.sqrt(beta / (2 * np.pi * m))
        return 2 * x * weight * 4 * abs(t[k, l]) ** 2 * m * m / (p[k] * p[l]).real

    threshold = np.sqrt(max(E[2] - low, 0))
    return quad(integrand, 0, np.sqrt(45 / beta), epsrel=1e-10, epsabs=0, limit=200, points=[threshold])[0]


def temperature():
    return lambda: [float(rate(k, l)) for k in range(3) for l in range(3) if k != l]
