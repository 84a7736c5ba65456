#include "include/sums.h"

#include "Reductions/sums_plan.h"
#include "include/pool.h"

#include <string.h>

// Sums over some axes. Pieces of the elements are summed each by itself, on any thread, and then added in their order:
// short chains of roundings, and the same sums with any number of threads.

#define TEMPLATE "Reductions/sums_template.h"
#include "Levels/each_level.h"

static const fovea_task task_table[][2] = AT_EACH_LEVEL(sums_task);

static void add_pieces(const sums_job *job) {
  const fovea_sums_shape *s = &job->call->shape;
  for (size_t kept = 0; kept < s->kept; kept++) {
    double *sums = job->call->sums + kept * s->columns;
    const double *partial = job->partial + kept * job->pieces * s->columns;
    memcpy(sums, partial, s->columns * sizeof(double));
    for (size_t piece = 1; piece < job->pieces; piece++)
      for (size_t c = 0; c < s->columns; c++) sums[c] += partial[piece * s->columns + c];
  }
}

fovea_outcome fovea_sums(
    fovea_level level, fovea_element element, const fovea_sums_call *call, fovea_scratch *scratch) {
  char own[small_scratch];
  scratch_layout sizes = {0};
  sums_plan(&call->shape, &sizes);
  void *memory = scratch_for(scratch_size(&sizes), own, scratch);
  if (!memory) return fovea_needs_scratch;
  scratch_layout layout = {.start = memory};
  sums_job job = sums_plan(&call->shape, &layout);
  job.call = call;
  const double elements = (double)(call->shape.outer * call->shape.kept) * (double)(call->shape.inner * call->shape.columns);
  fovea_pool_run(job.tasks, threads_for(8 * elements, call->threads), task_table[level][element], &job);
  if (!job.cancelled) add_pieces(&job);
  return outcome(!job.cancelled);
}
