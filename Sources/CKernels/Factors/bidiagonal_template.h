// A matrix as U·B·V with B zero but on the diagonal and just above it, by Householder's reflections (Golub and Kahan 1965).

// The vector x as a reflection 1 − factor·v·vᵀ that takes x to a multiple of the first axis, which is returned. v takes
// the place of x.
static double NAME(reflection)(ELEMENT *x, size_t count, ELEMENT *factor) {
  double squares = 0;
  for (size_t i = 1; i < count; i++) squares += (double)x[i] * (double)x[i];
  *factor = 0;
  if (squares == 0) return (double)x[0];
  const double head = (double)x[0], norm = sqrt(head * head + squares), target = head > 0 ? -norm : norm;
  const double first = head - target;
  x[0] = (ELEMENT)first;
  *factor = (ELEMENT)(2 / (first * first + squares));
  return target;
}

// The line less its part along v: reflected.
static inline __attribute__((always_inline)) void NAME(reflect)(
    ELEMENT *restrict line, const ELEMENT *restrict v, ELEMENT factor, size_t count) {
  if (factor == 0) return;
  NAME(add_multiple)(line, -factor * NAME(dot)(line, v, count), v, count);
}

// Column k below the diagonal, then row k right of it. The vectors of the reflections stay in a, in the places that they
// make zero.
static void NAME(reduce)(const svd_work *work, size_t k) {
  const size_t m = work->rows, n = work->columns, rest = n - k - 1;
  ELEMENT *a = work->a, *column = work->line, *sums = work->sums;
  ELEMENT *left = (ELEMENT *)work->left + k, *right = (ELEMENT *)work->right + k;
  for (size_t i = k; i < m; i++) column[i - k] = a[i * n + k];
  work->diagonal[k] = NAME(reflection)(column, m - k, left);
  for (size_t i = k; i < m; i++) a[i * n + k] = column[i - k];
  *right = 0;
  if (rest == 0) return;
  for (size_t j = 0; j < rest; j++) sums[j] = 0;
  if (*left != 0)
    for (size_t i = k; i < m; i++) NAME(add_multiple)(sums, column[i - k], a + i * n + k + 1, rest);
  ELEMENT *row = a + k * n + k + 1;
  NAME(add_multiple)(row, -*left * column[0], sums, rest);
  work->above[k] = NAME(reflection)(row, rest, right);
  for (size_t i = k + 1; i < m; i++) {
    ELEMENT *line = a + i * n + k + 1;
    NAME(add_multiple)(line, -*left * column[i - k], sums, rest);
    NAME(reflect)(line, row, *right, rest);
  }
}

// The product of the reflections, as rows: from the last one on, when the rows above are still those of the identity.
static bool NAME(form)(const svd_work *work) {
  const size_t m = work->rows, n = work->columns;
  ELEMENT *a = work->a, *column = work->line, *u = work->u, *v = work->v;
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < m; j++) u[i * m + j] = i == j;
    for (size_t j = 0; j < n; j++) v[i * n + j] = i == j;
  }
  for (size_t k = n; k-- > 0;) {
    if (is_raised(work->cancel)) return false;
    for (size_t i = k; i < m; i++) column[i - k] = a[i * n + k];
    const ELEMENT left = ((const ELEMENT *)work->left)[k], right = ((const ELEMENT *)work->right)[k];
    for (size_t r = k; r < n; r++) NAME(reflect)(u + r * m + k, column, left, m - k);
    for (size_t r = k + 1; r < n; r++) NAME(reflect)(v + r * n + k + 1, a + k * n + k + 1, right, n - k - 1);
  }
  return true;
}
