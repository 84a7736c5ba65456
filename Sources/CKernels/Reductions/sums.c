#include "include/sums.h"

#include "Reductions/reduction_cut.h"
#include "include/pool.h"

#include <string.h>

// Sums over some axes. Pieces of the elements are summed each by itself, on any thread, and then added in their order:
// short chains of roundings, and the same sums with any number of threads.

typedef struct {
  const fovea_sums_call *call;
  reduction_cut cut;
  double *partial;
  atomic_bool cancelled;
} sums_job;

#define TEMPLATE "Reductions/sums_template.h"
#include "Levels/each_level.h"

static const fovea_task task_table[][2] = AT_EACH_LEVEL(sums_task);

static sums_job sums_plan(const fovea_reduction_shape *s, scratch_layout *layout) {
  sums_job job = {.cut = cut_reduction(s)};
  job.partial = scratch_take(layout, partial_place(&job.cut, s, s->kept, 0) * sizeof(double));
  return job;
}

static void add_pieces(const sums_job *job) {
  const fovea_reduction_shape *s = &job->call->shape;
  for (size_t kept = 0; kept < s->kept; kept++) {
    double *sums = job->call->sums + kept * s->columns;
    memcpy(sums, job->partial + partial_place(&job->cut, s, kept, 0), s->columns * sizeof(double));
    for (size_t piece = 1; piece < job->cut.pieces; piece++) {
      const double *partial = job->partial + partial_place(&job->cut, s, kept, piece);
      for (size_t c = 0; c < s->columns; c++) sums[c] += partial[c];
    }
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
  const size_t threads = reduction_threads(&call->shape, call->threads);
  fovea_pool_run(job.cut.tasks, threads, task_table[level][element], &job);
  if (!job.cancelled) add_pieces(&job);
  return outcome(!job.cancelled);
}
