#include "include/extremes.h"

#include "Reductions/reduction_cut.h"
#include "include/pool.h"

#include <string.h>

// Largest and smallest elements over some axes, and where the first of them stands. Pieces are searched each by itself,
// on any thread; then the pieces are compared in their order.

typedef struct {
  const fovea_extremes_call *call;
  reduction_cut cut;
  // Of each piece: the extreme elements, and how many rows from the piece's first they stand.
  void *values;
  void *places;
  atomic_bool cancelled;
} extremes_job;

#define TEMPLATE "Reductions/extremes_template.h"
#include "Levels/each_level.h"

static const fovea_task task_table[][2] = AT_EACH_LEVEL(extremes_task);

typedef void compare_function(const extremes_job *);
static compare_function *const compare_table[][2] = AT_EACH_LEVEL(compare_pieces);

static extremes_job extremes_plan(const fovea_reduction_shape *s, fovea_element element, scratch_layout *layout) {
  extremes_job job = {.cut = cut_reduction(s)};
  const size_t count = partial_place(&job.cut, s, s->kept, 0);
  const size_t bytes = count * (element == fovea_f32 ? sizeof(float) : sizeof(double));
  job.values = scratch_take(layout, bytes);
  job.places = scratch_take(layout, bytes);
  return job;
}

fovea_outcome fovea_extremes(
    fovea_level level, fovea_element element, const fovea_extremes_call *call, fovea_scratch *scratch) {
  char own[small_scratch];
  scratch_layout sizes = {0};
  extremes_plan(&call->shape, element, &sizes);
  void *memory = scratch_for(scratch_size(&sizes), own, scratch);
  if (!memory) return fovea_needs_scratch;
  scratch_layout layout = {.start = memory};
  extremes_job job = extremes_plan(&call->shape, element, &layout);
  job.call = call;
  const size_t threads = reduction_threads(&call->shape, call->threads);
  fovea_pool_run(job.cut.tasks, threads, task_table[level][element], &job);
  if (!job.cancelled) compare_table[level][element](&job);
  return outcome(!job.cancelled);
}
