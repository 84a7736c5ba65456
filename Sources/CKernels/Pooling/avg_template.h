// The means of windows, and the gradient that they pass on. Lanes are bands.

static VECTOR NAME(sum_of_halves)(const ELEMENT *from, size_t step, size_t count);

// Σ of `count` vectors, `step` elements apart. Of many, each half is added up by itself, so that rounding grows with
// the logarithm of the count.
static inline __attribute__((always_inline)) VECTOR NAME(sum)(const ELEMENT *from, size_t step, size_t count) {
  if (count == 1) return NAME(load)(from);
  if (count > 8) return NAME(sum_of_halves)(from, step, count);
  VECTOR even = {0}, odd = {0};
  size_t i = 0;
  for (; i + 2 <= count; i += 2, from += 2 * step) {
    even += NAME(load)(from);
    odd += NAME(load)(from + step);
  }
  if (i < count) even += NAME(load)(from);
  return even + odd;
}

static VECTOR NAME(sum_of_halves)(const ELEMENT *from, size_t step, size_t count) {
  const size_t half = count / 2;
  return NAME(sum)(from, step, half) + NAME(sum)(from + half * step, step, count - half);
}

// For each lane: how many rows count in its windows of a row; 1 where there are none. A band has `height` rows of
// windows.
static VECTOR NAME(row_extents)(
    const NAME(pooling_job) * job, const NAME(group) * group, ptrdiff_t row, size_t height) {
  const fovea_pooling_axis *rows = &job->call->shape.rows;
  VECTOR result = (VECTOR)(1);
  for (size_t l = 0; l < LANES; l++) {
    const ptrdiff_t window = (ptrdiff_t)(group->bands[l] * height) + row;
    if (window >= 0 && window < (ptrdiff_t)rows->windows)
      result[l] = (ELEMENT)window_extent(rows, (size_t)window, job->call->counts_padding);
    if (NAME(has_one_band)(group)) return (VECTOR)(result[0]);
  }
  return result;
}

static bool NAME(avg_group)(const NAME(pooling_job) * job, const NAME(group) * group, const NAME(workspace) * work) {
  const fovea_pooling_call *call = job->call;
  const band_plan *plan = &job->plan;
  const fovea_pooling_shape *s = &call->shape;
  const size_t width = s->columns.source, windows = s->columns.windows, taps = s->rows.taps;
  NAME(turn_in)(call->from, false, &group->from, plan->reach * width, (VECTOR){0}, work->read, false);
  const pooling_span *spans = job->columns;
  const ELEMENT *extents = job->extents;
  ELEMENT *to = work->made, *sums = work->sums;
  patience patience = patience_for(call->cancel, taps * s->columns.taps);
  for (size_t row = 0; row < plan->height; row++) {
    if (is_raised(call->cancel)) return false;
    const ELEMENT *from = work->read + row * s->rows.step * width * LANES;
    for (size_t x = 0; x < width; x++) {
      if (is_out(&patience, taps)) return false;
      NAME(store)(sums + x * LANES, NAME(sum)(from + x * LANES, width * LANES, taps));
    }
    const VECTOR rows = NAME(row_extents)(job, group, (ptrdiff_t)row, plan->height);
    for (size_t o = 0; o < windows; o++, to += LANES) {
      if (is_out(&patience, (size_t)spans[o].count)) return false;
      const VECTOR sum = NAME(sum)(sums + (size_t)spans[o].first * LANES, LANES, (size_t)spans[o].count);
      NAME(store)(to, sum / (rows * extents[o]));
    }
  }
  NAME(turn_out)(work->made, &group->to, plan->height * plan->to.width, call->to, false);
  return true;
}

// Each window's gradient, divided by its extent: what it passes on to each element.
static void NAME(share_out)(const NAME(pooling_job) * job, const NAME(group) * group, ELEMENT *gradients) {
  const band_plan *plan = &job->plan;
  const size_t windows = plan->from.width;
  const ELEMENT *extents = job->extents;
  for (size_t row = 0; row < plan->reach; row++, gradients += windows * LANES) {
    const VECTOR rows = NAME(row_extents)(job, group, plan->first + (ptrdiff_t)row, plan->advance);
    for (size_t o = 0; o < windows; o++) {
      ELEMENT *at = gradients + o * LANES;
      NAME(store)(at, NAME(load)(at) / (rows * extents[o]));
    }
  }
}

// The gradient by an element is the sum of what the windows that see it pass on.
static bool NAME(avg_gradient_group)(
    const NAME(pooling_job) * job, const NAME(group) * group, const NAME(workspace) * work) {
  const fovea_pooling_call *call = job->call;
  const band_plan *plan = &job->plan;
  const size_t windows = plan->from.width, width = plan->to.width;
  NAME(turn_in)(call->from, false, &group->from, plan->reach * windows, (VECTOR){0}, work->read, false);
  NAME(share_out)(job, group, work->read);
  const pooling_span *spans = job->columns;
  ELEMENT *to = work->made, *sums = work->sums;
  patience patience = patience_for(call->cancel, call->shape.rows.taps * call->shape.columns.taps);
  for (size_t row = 0; row < plan->height; row++, to += width * LANES) {
    if (is_raised(call->cancel)) return false;
    const pooling_span rows = job->rows[row];
    if (row > 0 && rows.first == job->rows[row - 1].first && rows.count == job->rows[row - 1].count) {
      // Seen by the same windows as the row before.
      memcpy(to, to - width * LANES, width * VECTOR_BYTES);
      continue;
    }
    const ELEMENT *from = work->read + (size_t)rows.first * windows * LANES;
    for (size_t o = 0; o < windows; o++) {
      if (is_out(&patience, (size_t)rows.count)) return false;
      NAME(store)(sums + o * LANES, NAME(sum)(from + o * LANES, windows * LANES, (size_t)rows.count));
    }
    for (size_t x = 0; x < width; x++) {
      const pooling_span span = spans[x];
      if (is_out(&patience, (size_t)span.count)) return false;
      NAME(store)(to + x * LANES, NAME(sum)(sums + (size_t)span.first * LANES, LANES, (size_t)span.count));
    }
  }
  NAME(turn_out)(work->made, &group->to, plan->height * width, call->to, false);
  return true;
}
