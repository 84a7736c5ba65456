// Extreme elements of pieces, for one element type at one CPU level.

#define INTEGER NAME(integer)

// Whether x takes the place of the best so far. Nothing takes that of NaN.
static inline __attribute__((always_inline)) INTEGERS NAME(replaces)(VECTOR x, VECTOR best, const bool largest) {
  return ~(largest ? x <= best : x >= best) & (best == best);
}

static inline __attribute__((always_inline)) bool NAME(replaces_one)(ELEMENT x, ELEMENT best, const bool largest) {
  return !(largest ? x <= best : x >= best) && best == best;
}

// The extreme of elements side by side. Four searches at once, so that the processor can overlap them.
static inline __attribute__((always_inline)) ELEMENT NAME(extreme_along)(
    const ELEMENT *x, size_t count, const bool largest) {
  VECTOR lanes[4];
  size_t i = 0;
  ELEMENT best = x[0];
  if (count >= 4 * LANES) {
    for (size_t k = 0; k < 4; k++) lanes[k] = NAME(load)(x + k * LANES);
    for (i = 4 * LANES; i + 4 * LANES <= count; i += 4 * LANES)
#pragma clang loop unroll(full)
      for (size_t k = 0; k < 4; k++) {
        const VECTOR next = NAME(load)(x + i + k * LANES);
        lanes[k] = NAME(replaces)(next, lanes[k], largest) ? next : lanes[k];
      }
    for (size_t k = 0; k < 4; k++)
      for (size_t lane = 0; lane < LANES; lane++)
        if (NAME(replaces_one)(lanes[k][lane], best, largest)) best = lanes[k][lane];
  }
  for (; i < count; i++)
    if (NAME(replaces_one)(x[i], best, largest)) best = x[i];
  return best;
}

// Where the first element stands that is equal to the best, or is NaN as it is.
static inline __attribute__((always_inline)) size_t NAME(first_equal)(const ELEMENT *x, size_t count, ELEMENT best) {
  const VECTOR all = (VECTOR)(best);
  const INTEGERS seeks_numbers = all == all;
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    const VECTOR next = NAME(load)(x + i);
    if (__builtin_reduce_or((next == all) | ((next != next) & ~seeks_numbers))) break;
  }
  while (i + 1 < count && x[i] != best && (best == best || x[i] == x[i])) i++;
  return i;
}

// Compares a row with the best of each column so far.
static inline __attribute__((always_inline)) void NAME(search_across)(
    const ELEMENT *x, size_t count, INTEGER row, const bool largest, ELEMENT *values, INTEGER *places) {
  typedef INTEGERS row_places __attribute__((aligned(sizeof(INTEGER))));
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    const VECTOR next = NAME(load)(x + i), best = NAME(load)(values + i);
    const INTEGERS better = NAME(replaces)(next, best, largest);
    NAME(store)(values + i, better ? next : best);
    *(row_places *)(places + i) = better ? (INTEGERS)(row) : *(row_places *)(places + i);
  }
  for (; i < count; i++)
    if (NAME(replaces_one)(x[i], values[i], largest)) values[i] = x[i], places[i] = row;
}

// Searches a task's rows of one kept index.
static inline __attribute__((always_inline)) void NAME(search_rows)(const extremes_job *job, const reduction_task *t,
    size_t kept, const bool largest, ELEMENT *values, INTEGER *places) {
  const fovea_reduction_shape *s = &job->call->shape;
  for (size_t row = t->first; row < t->end;) {
    size_t place;
    const size_t run = rows_together(s, kept, row, t->end, &place);
    const ELEMENT *x = (const ELEMENT *)job->call->x + place + t->column;
    const INTEGER before = (INTEGER)(row - t->first);
    if (row == t->first) {
      memcpy(values, x, t->count * sizeof(ELEMENT));
      memset(places, 0, t->count * sizeof(INTEGER));
    }
    if (s->columns == 1) {
      const ELEMENT best = NAME(extreme_along)(x, run, largest);
      if (row == t->first || NAME(replaces_one)(best, values[0], largest)) {
        // Zeros are equal, and the first one's sign is wanted at every level.
        const size_t first = job->call->places || best == 0 ? NAME(first_equal)(x, run, best) : 0;
        values[0] = best == 0 ? x[first] : best;
        places[0] = before + (INTEGER)first;
      }
    } else {
      for (size_t r = 0; r < run; r++)
        NAME(search_across)(x + r * s->columns, t->count, before + (INTEGER)r, largest, values, places);
    }
    row += run;
  }
}

static void NAME(extremes_task)(void *context, size_t task, size_t worker) {
  (void)worker;
  extremes_job *job = context;
  if (is_abandoned(job->call->cancel, &job->cancelled)) return;
  const fovea_reduction_shape *s = &job->call->shape;
  const reduction_task t = reduction_task_at(&job->cut, s, task);
  for (size_t kept = t.kept; kept < t.kept_end; kept++) {
    const size_t own = partial_place(&job->cut, s, kept, t.piece) + t.column;
    ELEMENT *values = (ELEMENT *)job->values + own;
    INTEGER *places = (INTEGER *)job->places + own;
    if (job->call->largest)
      NAME(search_rows)(job, &t, kept, true, values, places);
    else
      NAME(search_rows)(job, &t, kept, false, values, places);
  }
}

// The pieces' extremes, compared in their order.
static void NAME(compare_pieces)(const extremes_job *job) {
  const fovea_reduction_shape *s = &job->call->shape;
  for (size_t i = 0; i < s->kept * s->columns; i++) {
    const size_t kept = i / s->columns, column = i % s->columns;
    ELEMENT best = 0;
    size_t place = 0;
    for (size_t piece = 0; piece < job->cut.pieces; piece++) {
      const size_t own = partial_place(&job->cut, s, kept, piece) + column;
      const ELEMENT value = ((const ELEMENT *)job->values)[own];
      if (piece > 0 && !NAME(replaces_one)(value, best, job->call->largest)) continue;
      best = value;
      place = piece * job->cut.piece + (size_t)((const INTEGER *)job->places)[own];
    }
    ((ELEMENT *)job->call->values)[i] = best;
    if (job->call->places) job->call->places[i] = (int64_t)place;
  }
}

#undef INTEGER
