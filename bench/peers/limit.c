/*
 * The amplitude problems of amplitudes.py as fast as a processor does them: N fixed, energies in the lanes of its
 * vectors, minors for three levels, one channel after another by Sherman and Morrison's formula for more. gcc -O3
 * -march=native -ffast-math -DN=3 limit.c -lm; limit COUPLINGS ENERGIES prints the processor seconds of one problem
 * and the checksum.
 */
#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LANES 16
#define MOST 1024

static double r[N][MOST], weight[MOST], sums[N][N];
static double wr[N][N], wi[N][N];

static void coupling(int b) {
  for (int k = 0; k < N; k++)
    for (int l = 0; l < N; l++) {
      double complex sum = 0;
      for (int i = 0; i < N; i++)
        sum += (1 + (7 * b + 3 * i) % 10 / 10.0) * cexp(2 * M_PI * I * ((i * (l - k)) % N) / N) / N;
      wr[k][l] = creal(sum), wi[k][l] = cimag(sum);
    }
}

#if N == 3
/* |X_j W_kl + C_kl|² / |D|² with X = ir, C_kl = W_kj W_jl - W_kl W_jj. */
static void add(int energies) {
  double complex w[N][N], c[N];
  for (int k = 0; k < N; k++)
    for (int l = 0; l < N; l++) w[k][l] = wr[k][l] + I * wi[k][l];
  double m[N], a[N], b[N], d[N];
  for (int j = 0; j < N; j++) {
    int k = (j + 1) % N, l = (j + 2) % N;
    m[j] = creal(w[k][k] * w[l][l] - w[k][l] * w[l][k]);
    c[j] = w[k][j] * w[j][l] - w[k][l] * w[j][j];
    a[j] = creal(w[k][l] * conj(w[k][l])), b[j] = 2 * cimag(c[j] * conj(w[k][l])), d[j] = creal(c[j] * conj(c[j]));
  }
  double complex minor1 = w[1][0] * w[2][2] - w[1][2] * w[2][0], minor2 = w[1][0] * w[2][1] - w[1][1] * w[2][0];
  double det = creal(w[0][0] * m[0] - w[0][1] * minor1 + w[0][2] * minor2);
  double s0 = 0, s1 = 0, s2 = 0, t0 = 0, t1 = 0, t2 = 0;
  for (int e = 0; e < energies; e++) {
    double x = r[0][e], y = r[1][e], z = r[2][e];
    double re = y * z * wr[0][0] + x * z * wr[1][1] + x * y * wr[2][2] - det;
    double im = x * m[0] + y * m[1] + z * m[2] - x * y * z;
    double g = weight[e] / (re * re + im * im);
    s0 += g * y * z * (x * x * a[0] + x * b[0] + d[0]), t0 += g * y * z * (x * x * a[0] - x * b[0] + d[0]);
    s1 += g * z * x * (y * y * a[1] + y * b[1] + d[1]), t1 += g * z * x * (y * y * a[1] - y * b[1] + d[1]);
    s2 += g * x * y * (z * z * a[2] + z * b[2] + d[2]), t2 += g * x * y * (z * z * a[2] - z * b[2] + d[2]);
  }
  sums[1][2] += s0, sums[2][1] += t0, sums[2][0] += s1, sums[0][2] += t1, sums[0][1] += s2, sums[1][0] += t2;
}
#else
static void add(int energies) {
  double tr[N][N][LANES], ti[N][N][LANES], rr[N][LANES], ri[N][LANES];
  for (int e = 0; e < energies; e += LANES) {
    for (int k = 0; k < N; k++)
      for (int l = 0; l < N; l++)
        for (int v = 0; v < LANES; v++) tr[k][l][v] = wr[k][l], ti[k][l][v] = wi[k][l];
    for (int k = 0; k < N; k++) {
      for (int v = 0; v < LANES; v++) {
        double re = -tr[k][k][v], im = r[k][e + v] - ti[k][k][v], size = 1 / (re * re + im * im);
        re *= size, im *= -size;
        for (int l = 0; l < N; l++) {
          rr[l][v] = re * tr[k][l][v] - im * ti[k][l][v];
          ri[l][v] = re * ti[k][l][v] + im * tr[k][l][v];
        }
      }
      for (int i = 0; i < N; i++) {
        double cr[LANES], ci[LANES];
        for (int v = 0; v < LANES; v++) cr[v] = tr[i][k][v], ci[v] = ti[i][k][v];
        for (int l = 0; l < N; l++)
          for (int v = 0; v < LANES; v++) {
            tr[i][l][v] += cr[v] * rr[l][v] - ci[v] * ri[l][v];
            ti[i][l][v] += cr[v] * ri[l][v] + ci[v] * rr[l][v];
          }
      }
    }
    for (int k = 0; k < N; k++)
      for (int l = 0; l < N; l++) {
        double sum = 0;
        for (int v = 0; v < LANES; v++)
          sum += weight[e + v] / (r[k][e + v] * r[l][e + v]) * (tr[k][l][v] * tr[k][l][v] + ti[k][l][v] * ti[k][l][v]);
        sums[k][l] += sum;
      }
  }
}
#endif

int main(int count, char **arguments) {
  int couplings = atoi(arguments[1]), energies = atoi(arguments[2]);
  for (int e = 0; e < energies; e++) {
    double s = (e + 0.5) / energies * 2.5;
    weight[e] = s * exp(-s * s);
    for (int k = 0; k < N; k++) r[k][e] = sqrt(2 * (s * s + 0.3 * (N - 1 - k)));
  }
  double checksum = 0;
  clock_t spent = 0;
  int repeats = 0;
  while (spent < CLOCKS_PER_SEC / 20) {
    checksum = 0, repeats++;
    for (int k = 0; k < N; k++) for (int l = 0; l < N; l++) sums[k][l] = 0;
    for (int b = 0; b < couplings; b++) {
      coupling(b);
      clock_t start = clock();
      for (int again = 0; again < 100; again++) add(energies);
      spent += clock() - start;
    }
    for (int k = 0; k < N; k++) for (int l = 0; l < N; l++) checksum += k == l ? 0 : sums[k][l] / 100;
  }
  double seconds = (double)spent / CLOCKS_PER_SEC / repeats / couplings / 100 / energies;
  printf("{\"seconds\": %.6g, \"checksum\": %.15g}\n", seconds, checksum);
  return 0;
}
