// Sums down the columns of all lines, for one element type at one CPU level.

// Adds one line's share to the sums of its columns.
static inline __attribute__((always_inline)) void NAME(add_columns)(const fovea_normalized_line *line,
    const ELEMENT *x, const ELEMENT *g, double *products, double *plain, size_t count) {
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    DOUBLES value, incoming;
    NAME(widened)(&value, x + i);
    NAME(widened)(&incoming, g + i);
    *(DOUBLES *)(products + i) += incoming * ((value - line->mean) * line->factor);
    *(DOUBLES *)(plain + i) += incoming;
  }
  for (; i < count; i++) {
    products[i] += (double)g[i] * (((double)x[i] - line->mean) * line->factor);
    plain[i] += (double)g[i];
  }
}

static void NAME(columns_task)(void *context, size_t task, size_t worker) {
  (void)worker;
  columns_job *job = context;
  const fovea_normalization_call *call = job->call;
  if (is_abandoned(call->cancel, &job->cancelled)) return;
  const size_t piece = task / job->parts, column = task % job->parts * job->part;
  const size_t end = at_most(column + job->part, job->columns);
  double *products = job->partial + piece * 2 * job->columns, *plain = products + job->columns;
  memset(products + column, 0, (end - column) * sizeof(double));
  memset(plain + column, 0, (end - column) * sizeof(double));
  const size_t last_row = at_most((piece + 1) * job->piece, job->rows);
  for (size_t row = piece * job->piece; row < last_row; row++)
    // The columns of a part may belong to several lines.
    for (size_t at = column; at < end;) {
      const size_t line = at / call->length, next = at_most((line + 1) * call->length, end);
      const size_t place = row * job->columns + at;
      NAME(add_columns)(call->line + row * call->period + line, (const ELEMENT *)call->x + place,
          (const ELEMENT *)call->gradient + place, products + at, plain + at, next - at);
      at = next;
    }
}
