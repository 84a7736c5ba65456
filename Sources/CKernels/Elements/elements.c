#include "include/elements.h"

#include "Elements/rows.h"
#include "Tiles/plan.h"
#include "include/pool.h"

#include <math.h>
#include <stdatomic.h>

// Functions of elements that stand at the same place in up to three tensors. Each is one line for a vector; loops along
// rows are made of it for each level and type.

// So many elements take a thread some microseconds.
enum { elements_of_task = 1 << 14 };

typedef struct {
  const fovea_elements_call *call;
  fovea_element_function function;
  atomic_bool cancelled;
} elements_job;

#define TEMPLATE "Elements/elements_templates.h"
#include "Levels/each_level.h"

static const fovea_task task_table[][2] = AT_EACH_LEVEL(elements_task);

// Roughly, in multiplications that a tile does in the same time.
static double work_of_element(fovea_element_function function) {
  switch (function) {
  case fovea_element_exp:
  case fovea_element_log:
  case fovea_element_tanh:
  case fovea_element_sigmoid:
  case fovea_element_expm1:
  case fovea_element_log2:
  case fovea_element_log10:
  case fovea_element_log1p:
  case fovea_element_silu:
  case fovea_element_silu_gradient:
  case fovea_element_softplus_gradient: return 30;
  case fovea_element_softplus:
  case fovea_element_sin:
  case fovea_element_sin_gradient:
  case fovea_element_cos:
  case fovea_element_cos_gradient:
  case fovea_element_tan:
  case fovea_element_atan2: return 60;
  default: return 8;
  }
}

bool fovea_elements(
    fovea_level level, fovea_element element, fovea_element_function function, const fovea_elements_call *call) {
  elements_job job = {.call = call, .function = function};
  const size_t count = call->rows.count, tasks = (count + elements_of_task - 1) / elements_of_task;
  const size_t threads = threads_for(work_of_element(function) * (double)count, call->threads);
  fovea_pool_run(tasks, threads, task_table[level][element], &job);
  return !job.cancelled;
}
