// The passes over lines.

// Σ exp(x − largest); the exponentials are kept where there is a place for them.
static inline __attribute__((always_inline)) void NAME(sum_exponentials)(
    const NAME(line) * line, const void *x, VECTOR largest, void *kept, DOUBLES *sums) {
  *sums = (DOUBLES)(0);
  for (size_t i = 0; NAME(goes_on)(line, i); i++) {
    const VECTOR power = NAME(exp)(NAME(line_load)(line, x, i, -(ELEMENT)INFINITY) - largest);
    *sums += __builtin_convertvector(power, DOUBLES);
    if (kept) NAME(line_store)(line, kept, i, power);
  }
  NAME(share_sum)(line, sums);
}

static void NAME(softmax_line)(const NAME(line) * line, const fovea_softmax_call *call) {
  DOUBLES sums;
  NAME(sum_exponentials)(line, call->from, NAME(line_largest)(line, call->from), call->to, &sums);
  const VECTOR divisor = __builtin_convertvector(sums, VECTOR);
  for (size_t i = 0; NAME(goes_on)(line, i); i++)
    NAME(line_store)(line, call->to, i, NAME(line_load)(line, call->to, i, 0) / divisor);
}

static void NAME(log_softmax_line)(const NAME(line) * line, const fovea_softmax_call *call) {
  DOUBLES sums;
  const VECTOR largest = NAME(line_largest)(line, call->from);
  NAME(sum_exponentials)(line, call->from, largest, NULL, &sums);
  for (size_t l = 0; l < LANES; l++) sums[l] = log(sums[l]);
  const DOUBLES wide_largest = __builtin_convertvector(largest, DOUBLES);
  for (size_t i = 0; NAME(goes_on)(line, i); i++) {
    const DOUBLES x = __builtin_convertvector(NAME(line_load)(line, call->from, i, 0), DOUBLES);
    NAME(line_store)(line, call->to, i, __builtin_convertvector((x - wide_largest) - sums, VECTOR));
  }
}

static void NAME(softmax_gradient_line)(const NAME(line) * line, const fovea_softmax_call *call) {
  DOUBLES sums = (DOUBLES)(0);
  for (size_t i = 0; NAME(goes_on)(line, i); i++)
    sums += __builtin_convertvector(NAME(line_load)(line, call->from, i, 0), DOUBLES) *
            __builtin_convertvector(NAME(line_load)(line, call->gradient, i, 0), DOUBLES);
  NAME(share_sum)(line, &sums);
  for (size_t i = 0; NAME(goes_on)(line, i); i++) {
    const DOUBLES y = __builtin_convertvector(NAME(line_load)(line, call->from, i, 0), DOUBLES);
    const DOUBLES g = __builtin_convertvector(NAME(line_load)(line, call->gradient, i, 0), DOUBLES);
    NAME(line_store)(line, call->to, i, __builtin_convertvector(y * (g - sums), VECTOR));
  }
}

static void NAME(log_softmax_gradient_line)(const NAME(line) * line, const fovea_softmax_call *call) {
  DOUBLES sums = (DOUBLES)(0);
  for (size_t i = 0; NAME(goes_on)(line, i); i++)
    sums += __builtin_convertvector(NAME(line_load)(line, call->gradient, i, 0), DOUBLES);
  NAME(share_sum)(line, &sums);
  const VECTOR total = __builtin_convertvector(sums, VECTOR);
  for (size_t i = 0; NAME(goes_on)(line, i); i++) {
    const VECTOR power = NAME(exp)(NAME(line_load)(line, call->from, i, 0));
    NAME(line_store)(line, call->to, i, NAME(line_load)(line, call->gradient, i, 0) - power * total);
  }
}

static void NAME(normalizers_line)(const NAME(line) * line, const fovea_softmax_call *call) {
  DOUBLES sums;
  const VECTOR largest = NAME(line_largest)(line, call->from);
  NAME(sum_exponentials)(line, call->from, largest, NULL, &sums);
  for (size_t r = 0; r < line->rows; r++) {
    call->normalizers[2 * (line->row + r)] = largest[r];
    call->normalizers[2 * (line->row + r) + 1] = sums[r];
  }
}

static void NAME(scaled_line)(const NAME(line) * line, const fovea_softmax_call *call) {
  VECTOR largest = {0}, factor = {0};
  for (size_t l = 0; l < LANES; l++) {
    const size_t row = line->row + at_most(l, line->rows - 1);
    largest[l] = (ELEMENT)call->normalizers[2 * row];
    factor[l] = (ELEMENT)call->factors[row];
  }
  for (size_t i = 0; NAME(goes_on)(line, i); i++) {
    const VECTOR power = NAME(exp)(NAME(line_load)(line, call->from, i, 0) - largest);
    NAME(line_store)(line, call->to, i, factor * power);
  }
}

typedef void (*NAME(line_pass))(const NAME(line) *, const fovea_softmax_call *);
static const NAME(line_pass) NAME(line_passes)[] = {
    NAME(softmax_line),
    NAME(log_softmax_line),
    NAME(softmax_gradient_line),
    NAME(log_softmax_gradient_line),
    NAME(normalizers_line),
    NAME(scaled_line),
};

static void NAME(softmax_task)(void *context, size_t task, size_t worker) {
  (void)worker;
  softmax_job *job = context;
  const size_t end = at_most((task + 1) * job->group, job->lines);
  for (size_t number = task * job->group; number < end; number++) {
    if (is_raised(job->call->cancel)) atomic_store_explicit(&job->cancelled, true, memory_order_relaxed);
    if (atomic_load_explicit(&job->cancelled, memory_order_relaxed)) return;
    const NAME(line) line = NAME(line_of)(job, number);
    NAME(line_passes)[job->pass](&line, job->call);
  }
  // A line that was broken off is not to be taken for a whole one.
  if (is_raised(job->call->cancel)) atomic_store_explicit(&job->cancelled, true, memory_order_relaxed);
}

static bool NAME(softmax_rows)(fovea_softmax_pass pass, const fovea_softmax_call *call) {
  softmax_job job = {.call = call, .pass = pass};
  job.lines_of_outer = call->inner == 1 ? 1 : (call->inner + LANES - 1) / LANES;
  job.lines = call->outer * job.lines_of_outer;
  const size_t of_line = call->extent * at_most(call->inner, LANES);
  job.group = 1 + elements_of_softmax_task / of_line;
  const size_t tasks = (job.lines + job.group - 1) / job.group;
  const double elements = (double)call->outer * (double)call->extent * (double)call->inner;
  fovea_pool_run(tasks, threads_for(40 * elements, call->threads), NAME(softmax_task), &job);
  return !job.cancelled;
}
