// Passes along lines, for one element type at one CPU level.

static inline __attribute__((always_inline)) void NAME(widened)(DOUBLES *result, const ELEMENT *from) {
  *result = __builtin_convertvector(NAME(load)(from), DOUBLES);
}

static inline __attribute__((always_inline)) void NAME(normalize_part)(const fovea_normalized_line *line,
    const ELEMENT *x, const ELEMENT *weights, const ELEMENT *biases, ELEMENT *result, size_t count) {
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    DOUBLES value, other;
    NAME(widened)(&value, x + i);
    value = (value - line->mean) * line->factor;
    if (weights) {
      NAME(widened)(&other, weights + i);
      value *= other;
    }
    if (biases)
      NAME(widened)(&other, biases + i);
    else
      other = (DOUBLES)(line->shift);
    NAME(store)(result + i, __builtin_convertvector(value + other, VECTOR));
  }
  for (; i < count; i++) {
    const double value = ((double)x[i] - line->mean) * line->factor * (weights ? (double)weights[i] : 1);
    result[i] = (ELEMENT)(value + (biases ? (double)biases[i] : line->shift));
  }
}

// Two vectors at a time, so that the processor can overlap their sums.
static inline __attribute__((always_inline)) void NAME(sums_part)(const fovea_normalized_line *line, const ELEMENT *x,
    const ELEMENT *g, const ELEMENT *weights, double *sums, size_t count) {
  DOUBLES plain[2] = {{0}}, products[2] = {{0}};
  size_t i = 0;
  for (; i + 2 * LANES <= count; i += 2 * LANES)
#pragma clang loop unroll(full)
    for (size_t k = 0; k < 2; k++) {
      DOUBLES value, incoming, weight;
      NAME(widened)(&value, x + i + k * LANES);
      NAME(widened)(&incoming, g + i + k * LANES);
      if (weights) {
        NAME(widened)(&weight, weights + i + k * LANES);
        incoming *= weight;
      }
      plain[k] += incoming;
      products[k] += incoming * (value - line->mean);
    }
  const DOUBLES all = plain[0] + plain[1], all_products = products[0] + products[1];
  sums[0] = NAME(add_doubles)(&all);
  sums[1] = NAME(add_doubles)(&all_products);
  for (; i < count; i++) {
    const double incoming = (double)g[i] * (weights ? (double)weights[i] : 1);
    sums[0] += incoming;
    sums[1] += incoming * ((double)x[i] - line->mean);
  }
}

static inline __attribute__((always_inline)) void NAME(gradient_part)(const fovea_normalized_line *line,
    const ELEMENT *x, const ELEMENT *g, const ELEMENT *weights, ELEMENT *result, size_t count) {
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    DOUBLES value, incoming, weight;
    NAME(widened)(&value, x + i);
    NAME(widened)(&incoming, g + i);
    incoming *= line->gain;
    if (weights) {
      NAME(widened)(&weight, weights + i);
      incoming *= weight;
    }
    value = line->factor * (incoming - line->shift - (value - line->mean) * line->slope);
    NAME(store)(result + i, __builtin_convertvector(value, VECTOR));
  }
  for (; i < count; i++) {
    const double incoming = (double)g[i] * line->gain * (weights ? (double)weights[i] : 1);
    result[i] = (ELEMENT)(line->factor * (incoming - line->shift - ((double)x[i] - line->mean) * line->slope));
  }
}

static void NAME(lines_task)(void *context, size_t task, size_t worker) {
  (void)worker;
  lines_job *job = context;
  const fovea_normalization_call *call = job->call;
  if (is_abandoned(call->cancel, &job->cancelled)) return;
  const size_t piece = task % job->pieces, first = piece * job->piece;
  const size_t count = at_most(job->piece, call->length - first);
  const size_t begin = task / job->pieces * job->group, end = at_most(begin + job->group, call->lines);
  for (size_t number = begin; number < end; number++) {
    const fovea_normalized_line *line = call->line + number;
    const size_t place = number * call->length + first, own = number % call->period * call->length + first;
    const ELEMENT *x = (const ELEMENT *)call->x + place;
    const ELEMENT *g = call->gradient ? (const ELEMENT *)call->gradient + place : NULL;
    const ELEMENT *weights = call->weights ? (const ELEMENT *)call->weights + own : NULL;
    const ELEMENT *biases = call->biases ? (const ELEMENT *)call->biases + own : NULL;
    ELEMENT *result = call->result ? (ELEMENT *)call->result + place : NULL;
    switch (job->pass) {
    case fovea_normalize: NAME(normalize_part)(line, x, weights, biases, result, count); break;
    case fovea_normalize_gradient: NAME(gradient_part)(line, x, g, weights, result, count); break;
    default: {
      double *sums = job->partial ? job->partial + (number * job->pieces + piece) * 2 : call->sums + 2 * number;
      NAME(sums_part)(line, x, g, weights, sums, count);
    }
    }
  }
}
