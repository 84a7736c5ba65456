// The largest elements of windows, and the gradient that they pass on. Lanes are bands.

// Stands for the number of a tap where no tap sees an element.
enum { NAME(no_tap) = 255 };

// For each lane's windows in one of its rows: the number of the first tap in the first row of taps that sees elements,
// negative where none does.
static INTEGERS NAME(first_taps)(const NAME(pooling_job) * job, const NAME(group) * group, size_t row) {
  const fovea_pooling_shape *s = &job->call->shape;
  INTEGERS result = {0};
  for (size_t l = 0; l < LANES; l++) {
    const pooling_span span = elements_of_window(&s->rows, group->bands[l] * job->plan.height + row);
    result[l] = span.count == 0 ? -1 : span.tap * (int32_t)s->columns.taps;
    if (NAME(has_one_band)(group)) return (INTEGERS)(result[0]);
  }
  return result;
}

// The largest element so far, and the number of the tap that sees it.
typedef struct {
  VECTOR value;
  INTEGERS tap;
} NAME(largest);

// Goes on along `count` taps of a row, of which `tap` is the first. Where `careful`, not-a-number beats everything, the
// last one the earlier ones; else there is none.
static inline __attribute__((always_inline)) NAME(largest) NAME(larger)(NAME(largest) found, const ELEMENT *at,
    size_t step, const int32_t count, INTEGERS tap, const bool careful, const bool records) {
  for (int32_t k = 0; k < count; k++, at += step, tap += 1) {
    const VECTOR value = NAME(load)(at);
    const INTEGERS wins = careful ? (value > found.value) | (value != value) : value > found.value;
    found.value = wins ? value : found.value;
    if (records) found.tap = wins ? tap : found.tap;
  }
  return found;
}

static inline __attribute__((always_inline)) bool NAME(max_windows)(const NAME(pooling_job) * job,
    const NAME(group) * group, const NAME(workspace) * work, const bool careful, const bool records) {
  const fovea_pooling_shape *s = &job->call->shape;
  const size_t width = s->columns.source, windows = s->columns.windows, rows = s->rows.taps;
  const size_t step = s->columns.spacing * LANES, row_step = s->rows.spacing * width * LANES;
  const INTEGERS none = NAME(no_tap), row_taps = (INTEGERS)((int32_t)s->columns.taps);
  const pooling_span *spans = job->columns;
  ELEMENT *values = work->made, *winners = work->winners;
  patience patience = patience_for(job->call->cancel, rows * s->columns.taps);
  for (size_t row = 0; row < job->plan.height; row++) {
    if (is_raised(job->call->cancel)) return false;
    const INTEGERS first = records ? NAME(first_taps)(job, group, row) : none;
    const ELEMENT *line = work->read + row * s->rows.step * width * LANES;
    for (size_t o = 0; o < windows; o++, values += LANES, winners += LANES) {
      const pooling_span span = spans[o];
      const ELEMENT *at = line + (size_t)span.first * LANES;
      INTEGERS tap = span.tap;
      // Padding is −∞, which is never larger: of −∞ alone the first element wins.
      NAME(largest) found = {.value = -(ELEMENT)INFINITY, .tap = first < 0 ? none : first + tap};
      if (span.count == 0) found.tap = none;
      for (size_t ky = 0; ky < rows; ky++, at += row_step, tap += row_taps) {
        if (is_out(&patience, (size_t)span.count)) return false;
        switch (span.count) {
        case 2: found = NAME(larger)(found, at, step, 2, tap, careful, records); break;
        case 3: found = NAME(larger)(found, at, step, 3, tap, careful, records); break;
        default: found = NAME(larger)(found, at, step, span.count, tap, careful, records); break;
        }
      }
      NAME(store)(values, found.value);
      if (records) NAME(store)(winners, (VECTOR)found.tap);
    }
  }
  return true;
}

static bool NAME(max_group)(const NAME(pooling_job) * job, const NAME(group) * group, const NAME(workspace) * work) {
  const fovea_pooling_call *call = job->call;
  const band_plan *plan = &job->plan;
  const VECTOR padding = -(ELEMENT)INFINITY;
  const bool careful = NAME(turn_in)(
      call->from, false, &group->from, plan->reach * plan->from.width, padding, work->read, true);
  bool finished;
  if (careful)
    finished = call->winners ? NAME(max_windows)(job, group, work, true, true)
                             : NAME(max_windows)(job, group, work, true, false);
  else
    finished = call->winners ? NAME(max_windows)(job, group, work, false, true)
                             : NAME(max_windows)(job, group, work, false, false);
  const size_t length = plan->height * plan->to.width;
  NAME(turn_out)(work->made, &group->to, length, call->to, false);
  if (call->winners) NAME(turn_out)(work->winners, &group->to, length, call->winners, true);
  return finished;
}

// Adds the gradients of `count` windows along a row that were won by the tap that sees the element: `tap` in the first
// one, `back` less in each next.
static inline __attribute__((always_inline)) VECTOR NAME(add_won)(VECTOR sum, const ELEMENT *gradients,
    const ELEMENT *winners, size_t step, const int32_t count, INTEGERS tap, INTEGERS back) {
  for (int32_t k = 0; k < count; k++, gradients += step, winners += step, tap -= back) {
    const INTEGERS won = (INTEGERS)NAME(load)(winners) == tap;
    sum += won ? NAME(load)(gradients) : (VECTOR){0};
  }
  return sum;
}

// The gradient by an element is that of the windows that it won, added in their order.
static bool NAME(max_gradient_group)(
    const NAME(pooling_job) * job, const NAME(group) * group, const NAME(workspace) * work) {
  const fovea_pooling_call *call = job->call;
  const band_plan *plan = &job->plan;
  const fovea_pooling_shape *s = &call->shape;
  const size_t windows = s->columns.windows, length = plan->reach * windows, width = s->columns.source;
  const INTEGERS none = NAME(no_tap);
  NAME(turn_in)(call->from, false, &group->from, length, (VECTOR){0}, work->read, false);
  NAME(turn_in)(call->winners, true, &group->from, length, (VECTOR)none, work->winners, false);
  const pooling_stride down = window_stride(&s->rows), along = window_stride(&s->columns);
  const size_t step = along.windows * LANES, row_step = down.windows * windows * LANES;
  const int32_t taps = (int32_t)s->columns.taps;
  const INTEGERS back = (INTEGERS)((int32_t)along.taps), row_back = (INTEGERS)((int32_t)down.taps * taps);
  const pooling_span *spans = job->columns;
  ELEMENT *to = work->made;
  patience patience = patience_for(call->cancel, s->rows.taps * s->columns.taps);
  for (size_t row = 0; row < plan->height; row++) {
    if (is_raised(call->cancel)) return false;
    const pooling_span rows = job->rows[row];
    const size_t line = (size_t)rows.first * windows * LANES;
    const ELEMENT *line_gradients = work->read + line, *line_winners = work->winners + line;
    const INTEGERS line_tap = (INTEGERS)(rows.tap * taps);
    for (size_t x = 0; x < width; x++, to += LANES) {
      const pooling_span span = spans[x];
      const ELEMENT *gradients = line_gradients + (size_t)span.first * LANES;
      const ELEMENT *winners = line_winners + (size_t)span.first * LANES;
      INTEGERS tap = line_tap + span.tap;
      VECTOR sum = {0};
      for (int32_t j = 0; j < rows.count; j++, gradients += row_step, winners += row_step, tap -= row_back) {
        if (is_out(&patience, (size_t)span.count)) return false;
        switch (span.count) {
        case 1: sum = NAME(add_won)(sum, gradients, winners, step, 1, tap, back); break;
        case 2: sum = NAME(add_won)(sum, gradients, winners, step, 2, tap, back); break;
        case 3: sum = NAME(add_won)(sum, gradients, winners, step, 3, tap, back); break;
        default: sum = NAME(add_won)(sum, gradients, winners, step, span.count, tap, back); break;
        }
      }
      NAME(store)(to, sum);
    }
  }
  NAME(turn_out)(work->made, &group->to, plan->height * plan->to.width, call->to, false);
  return true;
}
