// The singular values of a bidiagonal matrix by the implicit QR iteration (Golub and Reinsch 1970), and with them the vectors.

// Every step's rotations, first those of V, then those of U, of the lines `first` and its successors.
static void NAME(rotate_lines)(
    const svd_work *work, ELEMENT *lines, size_t length, size_t first, size_t count, bool right) {
  const svd_rotation *rotations = right ? work->of_v : work->of_u;
  // So many columns that all the lines stay in the nearest cache but one.
  const size_t strip = 512;
  for (size_t column = 0; column < length; column += strip) {
    const size_t width = at_most(strip, length - column);
    for (size_t k = 0; k < count; k++) {
      ELEMENT *line = lines + (first + k) * length + column;
      NAME(rotate)(line, line + length, (ELEMENT)rotations[k].c, (ELEMENT)rotations[k].s, width);
    }
  }
}

// Where a diagonal element is 0, what stands beside it in its row is moved out of the matrix, or above it, out of its column.
static void NAME(split)(const svd_work *work, size_t low, size_t zero, size_t high) {
  double *d = work->diagonal, *e = work->above;
  const size_t m = work->rows, n = work->columns;
  if (zero < high) {
    double moved = e[zero];
    e[zero] = 0;
    for (size_t k = zero + 1; k <= high && moved != 0; k++) {
      const svd_rotation r = svd_rotation_to(d[k], moved);
      d[k] = r.length;
      if (k < high) {
        moved = -r.s * e[k];
        e[k] *= r.c;
      }
      ELEMENT *u = work->u;
      NAME(rotate)(u + k * m, u + zero * m, (ELEMENT)r.c, (ELEMENT)r.s, m);
    }
    return;
  }
  double moved = e[high - 1];
  e[high - 1] = 0;
  for (size_t k = high; k-- > low && moved != 0;) {
    const svd_rotation r = svd_rotation_to(d[k], moved);
    d[k] = r.length;
    if (k > low) {
      moved = -r.s * e[k - 1];
      e[k - 1] *= r.c;
    }
    ELEMENT *v = work->v;
    NAME(rotate)(v + k * n, v + high * n, (ELEMENT)r.c, (ELEMENT)r.s, n);
  }
}

// Steps until everything above the diagonal is 0.
static bool NAME(iterate)(svd_work *work) {
  const double epsilon = sizeof(ELEMENT) == sizeof(float) ? FLT_EPSILON : DBL_EPSILON;
  const double least = epsilon * svd_largest(work);
  size_t high = work->columns - 1, steps = 60 * work->columns;
  while (high > 0) {
    if (is_raised(work->cancel)) return false;
    size_t zero;
    const size_t low = svd_block(work, high, epsilon, least, &zero);
    if (low == high) {
      high--;
    } else if (zero <= high) {
      NAME(split)(work, low, zero, high);
    } else {
      if (steps-- == 0) {
        work->converged = false;
        return true;
      }
      svd_step(work, low, high);
      NAME(rotate_lines)(work, work->v, work->columns, low, high - low, true);
      NAME(rotate_lines)(work, work->u, work->rows, low, high - low, false);
    }
  }
  return true;
}

// Largest first, none below 0.
static void NAME(sort)(const svd_work *work) {
  const size_t m = work->rows, n = work->columns;
  double *d = work->diagonal;
  ELEMENT *u = work->u, *v = work->v;
  for (size_t i = 0; i < n; i++) {
    if (!(d[i] < 0)) continue;
    d[i] = -d[i];
    for (size_t j = 0; j < n; j++) v[i * n + j] = -v[i * n + j];
  }
  for (size_t i = 0; i < n; i++) {
    size_t largest = i;
    for (size_t k = i + 1; k < n; k++)
      if (d[k] > d[largest]) largest = k;
    if (largest == i) continue;
    const double kept = d[i];
    d[i] = d[largest];
    d[largest] = kept;
    NAME(exchange_rows)(u + i * m, u + largest * m, m);
    NAME(exchange_rows)(v + i * n, v + largest * n, n);
  }
}

// The exponent of the largest element, so that squares of scaled elements neither overflow nor vanish.
static int NAME(exponent)(const ELEMENT *a, size_t count) {
  ELEMENT largest = 0;
  for (size_t i = 0; i < count; i++) largest = NAME(size)(a[i]) > largest ? NAME(size)(a[i]) : largest;
  int exponent = 0;
  if (largest > 0) frexp((double)largest, &exponent);
  return exponent;
}

static bool NAME(svd)(fovea_svd_call *call, svd_work *work) {
  ELEMENT *a = call->a, *s = call->s;
  const size_t count = work->rows * work->columns;
  const int exponent = NAME(exponent)(a, count);
  for (size_t i = 0; i < count; i++) a[i] = (ELEMENT)ldexp((double)a[i], -exponent);
  for (size_t k = 0; k < work->columns; k++) {
    if (is_raised(work->cancel)) return false;
    NAME(reduce)(work, k);
  }
  work->converged = true;
  if (!NAME(form)(work) || !NAME(iterate)(work)) return false;
  NAME(sort)(work);
  for (size_t k = 0; k < work->columns; k++) s[k] = (ELEMENT)ldexp(work->diagonal[k], exponent);
  call->converged = work->converged;
  return true;
}
