// LU with partial pivoting: the columns of one block, and the rows of one block of a triangular system.

static void NAME(exchange_rows)(ELEMENT *a, ELEMENT *b, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const ELEMENT kept = a[i];
    a[i] = b[i];
    b[i] = kept;
  }
}

// Eliminates column j of the block that ends before column `end`. A column of zeros is left as it is.
static void NAME(eliminate)(const fovea_lu_call *call, size_t j, size_t end) {
  ELEMENT *a = call->a;
  const size_t n = call->extent;
  size_t pivot = j;
  for (size_t i = j + 1; i < n; i++)
    if (NAME(size)(a[i * n + j]) > NAME(size)(a[pivot * n + j])) pivot = i;
  call->exchanged[j] = (int64_t)pivot;
  if (pivot != j) NAME(exchange_rows)(a + j * n, a + pivot * n, n);
  const ELEMENT *row = a + j * n, divisor = row[j];
  if (divisor == 0) return;
  for (size_t i = j + 1; i < n; i++) {
    const ELEMENT factor = a[i * n + j] / divisor;
    a[i * n + j] = factor;
    NAME(subtract_multiple)(a + i * n + j + 1, factor, row + j + 1, end - j - 1);
  }
}

static bool NAME(lu_columns)(const fovea_lu_call *call) {
  ELEMENT *a = call->a, *negated = call->negated;
  const size_t n = call->extent, end = call->first + call->width;
  for (size_t j = call->first; j < end; j++) {
    if (is_raised(call->cancel)) return false;
    NAME(eliminate)(call, j, end);
  }
  for (size_t i = call->first + 1; i < end; i++)
    for (size_t j = call->first; j < i; j++)
      NAME(add_multiple)(a + i * n + end, -a[i * n + j], a + j * n + end, n - end);
  for (size_t i = end; i < n; i++)
    for (size_t j = 0; j < call->width; j++) negated[(i - end) * call->width + j] = -a[i * n + call->first + j];
  return true;
}

// x of row i less the factors of the rows `from` ..< `to` of the block times theirs.
static void NAME(subtract_known)(const fovea_triangle_call *call, size_t i, size_t from, size_t to) {
  const ELEMENT *row = (const ELEMENT *)call->factors + i * call->extent;
  ELEMENT *x = call->x, *own = x + i * call->columns;
  size_t j = from;
  for (; j + 4 <= to; j += 4) {
    const ELEMENT factors[4] = {-row[j], -row[j + 1], -row[j + 2], -row[j + 3]};
    NAME(add_multiples)(own, factors, x + j * call->columns, call->columns, call->columns);
  }
  for (; j < to; j++) NAME(add_multiple)(own, -row[j], x + j * call->columns, call->columns);
}

static bool NAME(triangle_rows)(const fovea_triangle_call *call) {
  const size_t first = call->first, end = first + call->width, columns = call->columns;
  ELEMENT *x = call->x, *negated = call->negated;
  for (size_t step = 0; step < call->width; step++) {
    if (is_raised(call->cancel)) return false;
    const size_t i = call->upper ? end - 1 - step : first + step;
    if (call->upper) {
      NAME(subtract_known)(call, i, i + 1, end);
      const ELEMENT divisor = ((const ELEMENT *)call->factors)[i * call->extent + i];
      for (size_t c = 0; c < columns; c++) x[i * columns + c] /= divisor;
    } else {
      NAME(subtract_known)(call, i, first, i);
    }
    for (size_t c = 0; c < columns; c++) negated[(i - first) * columns + c] = -x[i * columns + c];
  }
  return true;
}
