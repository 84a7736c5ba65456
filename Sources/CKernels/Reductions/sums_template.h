// Sums over pieces, for one element type at one CPU level. They are kept in double.

// Adds LANES elements; where deviates, their squared deviations.
static inline __attribute__((always_inline)) void NAME(add_terms)(
    DOUBLES *sums, const ELEMENT *x, const bool deviates, const DOUBLES *mean) {
  const DOUBLES value = __builtin_convertvector(NAME(load)(x), DOUBLES);
  *sums += deviates ? (value - *mean) * (value - *mean) : value;
}

static inline __attribute__((always_inline)) double NAME(single_term)(ELEMENT x, const bool deviates, double mean) {
  return deviates ? ((double)x - mean) * ((double)x - mean) : (double)x;
}

// The sum of elements side by side. Four at a time, so that the processor can overlap them.
static inline __attribute__((always_inline)) double NAME(sum_along)(
    const ELEMENT *x, size_t count, const bool deviates, double mean) {
  const DOUBLES means = (DOUBLES)(mean);
  DOUBLES sums[4] = {{0}};
  size_t i = 0;
  for (; i + 4 * LANES <= count; i += 4 * LANES)
#pragma clang loop unroll(full)
    for (size_t k = 0; k < 4; k++) NAME(add_terms)(&sums[k], x + i + k * LANES, deviates, &means);
  for (; i + LANES <= count; i += LANES) NAME(add_terms)(&sums[0], x + i, deviates, &means);
  const DOUBLES lanes = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  double sum = NAME(add_doubles)(&lanes);
  for (; i < count; i++) sum += NAME(single_term)(x[i], deviates, mean);
  return sum;
}

// Adds elements side by side to the sums of their columns.
static inline __attribute__((always_inline)) void NAME(add_across)(
    const ELEMENT *x, double *sums, size_t count, const bool deviates, const double *means) {
  size_t i = 0;
  for (; i + LANES <= count; i += LANES)
    NAME(add_terms)((DOUBLES *)(sums + i), x + i, deviates, deviates ? (const DOUBLES *)(means + i) : NULL);
  for (; i < count; i++) sums[i] += NAME(single_term)(x[i], deviates, deviates ? means[i] : 0);
}

// Of few columns, LANES rows at a time are taken for one.
static void NAME(sum_narrow)(
    const ELEMENT *x, size_t rows, size_t columns, const bool deviates, const double *means, double *sums) {
  double together[4 * LANES * LANES] = {0}, repeated[4 * LANES * LANES];
  const size_t width = columns * LANES;
  for (size_t i = 0; deviates && i < width; i++) repeated[i] = means[i % columns];
  size_t row = 0;
  for (; row + LANES <= rows; row += LANES) NAME(add_across)(x + row * columns, together, width, deviates, repeated);
  NAME(add_across)(x + row * columns, together, (rows - row) * columns, deviates, repeated);
  for (size_t i = 0; i < width; i++) sums[i % columns] += together[i];
}

// Sums a task's rows of one kept index into `sums`, which are zero.
static inline __attribute__((always_inline)) void NAME(sum_rows)(
    const sums_job *job, const reduction_task *t, size_t kept, const bool deviates, double *sums) {
  const fovea_reduction_shape *s = &job->call->shape;
  const double *means = deviates ? job->call->means + kept * s->columns + t->column : NULL;
  for (size_t row = t->first; row < t->end;) {
    size_t place;
    const size_t run = rows_together(s, kept, row, t->end, &place);
    const ELEMENT *x = (const ELEMENT *)job->call->x + place + t->column;
    if (s->columns == 1)
      sums[0] += NAME(sum_along)(x, run, deviates, deviates ? means[0] : 0);
    else if (s->columns < 4 * LANES && run >= LANES)
      NAME(sum_narrow)(x, run, s->columns, deviates, means, sums);
    else
      for (size_t r = 0; r < run; r++) NAME(add_across)(x + r * s->columns, sums, t->count, deviates, means);
    row += run;
  }
}

static void NAME(sums_task)(void *context, size_t task, size_t worker) {
  (void)worker;
  sums_job *job = context;
  if (is_abandoned(job->call->cancel, &job->cancelled)) return;
  const fovea_reduction_shape *s = &job->call->shape;
  const reduction_task t = reduction_task_at(&job->cut, s, task);
  for (size_t kept = t.kept; kept < t.kept_end; kept++) {
    double *sums = job->partial + partial_place(&job->cut, s, kept, t.piece) + t.column;
    memset(sums, 0, t.count * sizeof(double));
    if (job->call->means)
      NAME(sum_rows)(job, &t, kept, true, sums);
    else
      NAME(sum_rows)(job, &t, kept, false, sums);
  }
}
