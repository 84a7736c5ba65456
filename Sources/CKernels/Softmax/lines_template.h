// Lines of vectors, for one element type at one CPU level.

// Vector i of a tensor is at `start` + i·step. Where the row runs `along` the lanes, the last vector has fewer; else all
// have as many as there are rows.
typedef struct {
  size_t start, step, vectors;
  size_t lanes, last_lanes;
  bool along;
  // The first lane's row among all, and how many rows there are.
  size_t row, rows;
  const fovea_cancel_flag *cancel;
} NAME(line);

static NAME(line) NAME(line_of)(const softmax_job *job, size_t number) {
  const fovea_softmax_call *call = job->call;
  const size_t outer = number / job->lines_of_outer, part = number % job->lines_of_outer;
  NAME(line) line = {.along = call->inner == 1, .cancel = call->cancel};
  if (line.along) {
    line.start = outer * call->extent;
    line.step = line.lanes = LANES;
    line.vectors = (call->extent + LANES - 1) / LANES;
    line.last_lanes = call->extent - (line.vectors - 1) * LANES;
    line.row = outer;
    line.rows = 1;
    return line;
  }
  const size_t first = part * LANES;
  line.rows = line.lanes = line.last_lanes = at_most(LANES, call->inner - first);
  line.start = outer * call->extent * call->inner + first;
  line.step = call->inner;
  line.vectors = call->extent;
  line.row = outer * call->inner + first;
  return line;
}

static inline __attribute__((always_inline)) VECTOR NAME(line_load)(
    const NAME(line) * line, const void *tensor, size_t i, ELEMENT filler) {
  const ELEMENT *at = (const ELEMENT *)tensor + line->start + i * line->step;
  const size_t lanes = i + 1 == line->vectors ? line->last_lanes : line->lanes;
  return NAME(load_some)(at, lanes, filler);
}

static inline __attribute__((always_inline)) void NAME(line_store)(
    const NAME(line) * line, void *tensor, size_t i, VECTOR value) {
  ELEMENT *at = (ELEMENT *)tensor + line->start + i * line->step;
  const size_t lanes = i + 1 == line->vectors ? line->last_lanes : line->lanes;
  NAME(store_some)(at, value, lanes);
}

// Whether to go on with vector i; now and then it looks at the cancellation flag.
static inline __attribute__((always_inline)) bool NAME(goes_on)(const NAME(line) * line, size_t i) {
  return i < line->vectors && (i % vectors_between_looks != 0 || !is_raised(line->cancel));
}

// What the lanes have summed; where they share a row, the sum of all in each.
static inline __attribute__((always_inline)) void NAME(share_sum)(const NAME(line) * line, DOUBLES *sums) {
  if (line->along) *sums = (DOUBLES)(NAME(add_doubles)(sums));
}

// The largest element of each lane's row. Not-a-number may be passed over, as it shows in the sum.
static inline __attribute__((always_inline)) VECTOR NAME(line_largest)(const NAME(line) * line, const void *x) {
  VECTOR largest = (VECTOR)(-(ELEMENT)INFINITY);
  for (size_t i = 0; NAME(goes_on)(line, i); i++) {
    const VECTOR value = NAME(line_load)(line, x, i, -(ELEMENT)INFINITY);
    largest = value > largest ? value : largest;
  }
  if (!line->along) return largest;
  ELEMENT best = largest[0];
  for (size_t l = 1; l < LANES; l++) best = largest[l] > best ? largest[l] : best;
  return (VECTOR)(best);
}
