import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

/** The eigenvalues of a real n × n matrix (row-major, any symmetry), as [re, im], largest real part first. */
export function realEigenvalues(n: number, a: Float64Array): [number, number][] {
  const rows = Array.from({ length: n }, (_, i) => Array.from(a.subarray(i * n, i * n + n)))
  const { realEigenvalues: re, imaginaryEigenvalues: im } = new EigenvalueDecomposition(new Matrix(rows))
  return re
    .map((x, i): [number, number] => [x, im[i]!])
    .sort((x, y) => y[0] - x[0] || y[1] - x[1])
}
