// What the iteration for singular values does to the bidiagonal matrix itself, whatever the element type: in double.

#ifndef FOVEA_BIDIAGONAL_STEPS_H
#define FOVEA_BIDIAGONAL_STEPS_H

#include "Tiles/plan.h"
#include <math.h>

// (x, y) becomes (length, 0).
typedef struct {
  double c, s, length;
} svd_rotation;

typedef struct {
  size_t rows, columns;
  void *a, *u, *v;
  // The bidiagonal matrix.
  double *diagonal, *above;
  // A column, and a row of sums; the factors of the reflections from the left and from the right.
  void *line, *sums, *left, *right;
  svd_rotation *of_u, *of_v;
  bool converged;
  const fovea_cancel_flag *cancel;
} svd_work;

static inline svd_rotation svd_rotation_to(double x, double y) {
  const double length = hypot(x, y);
  if (length == 0) return (svd_rotation){1, 0, 0};
  return (svd_rotation){x / length, y / length, length};
}

static inline double svd_largest(const svd_work *work) {
  double largest = 0;
  for (size_t k = 0; k < work->columns; k++) {
    largest = fmax(largest, fabs(work->diagonal[k]));
    if (k + 1 < work->columns) largest = fmax(largest, fabs(work->above[k]));
  }
  return largest;
}

// Where the block that ends at `high` begins: above it nothing is left beside the diagonal. `zero` becomes the place of a
// diagonal element of 0 in it, or lies beyond it.
static inline size_t svd_block(const svd_work *work, size_t high, double epsilon, double least, size_t *zero) {
  double *d = work->diagonal, *e = work->above;
  *zero = high + 1;
  size_t low = high;
  for (; low > 0; low--) {
    const double beside = fabs(e[low - 1]);
    if (beside <= epsilon * (fabs(d[low]) + fabs(d[low - 1])) || beside <= epsilon * least) {
      e[low - 1] = 0;
      break;
    }
  }
  for (size_t k = low; k <= high && low < high; k++) {
    if (fabs(d[k]) > least) continue;
    d[k] = 0;
    *zero = k;
    break;
  }
  return low;
}

// One step of the QR iteration on BᵀB, implicitly, with Wilkinson's shift; its rotations are kept.
static inline void svd_step(const svd_work *work, size_t low, size_t high) {
  double *d = work->diagonal, *e = work->above;
  const double over = high - 1 > low ? e[high - 2] : 0;
  const double first = d[high - 1] * d[high - 1] + over * over, mixed = d[high - 1] * e[high - 1];
  const double last = d[high] * d[high] + e[high - 1] * e[high - 1];
  const double half = (first - last) / 2, root = hypot(half, mixed);
  const double divisor = half < 0 ? half - root : half + root;
  const double shift = divisor == 0 ? last : last - mixed * mixed / divisor;
  double x = d[low] * d[low] - shift, y = d[low] * e[low];
  for (size_t k = low; k < high; k++) {
    const svd_rotation right = svd_rotation_to(x, y);
    if (k > low) e[k - 1] = right.length;
    x = right.c * d[k] + right.s * e[k];
    e[k] = right.c * e[k] - right.s * d[k];
    y = right.s * d[k + 1];
    d[k + 1] *= right.c;
    const svd_rotation left = svd_rotation_to(x, y);
    d[k] = left.length;
    x = left.c * e[k] + left.s * d[k + 1];
    d[k + 1] = left.c * d[k + 1] - left.s * e[k];
    e[k] = x;
    if (k + 1 < high) {
      y = left.s * e[k + 1];
      e[k + 1] *= left.c;
    }
    work->of_v[k - low] = right;
    work->of_u[k - low] = left;
  }
}

#endif
