#include "include/softmax.h"

#include "Tiles/plan.h"
#include "include/pool.h"

#include <math.h>
#include <stdatomic.h>

// Softmax along an axis and what belongs to it. Where the axis is the last one, lanes are neighbours in a row, and what
// they found is put together at the end of it; where it is not, lanes are rows that lie side by side. Both go through
// lines of vectors, by the same loops.

// So many elements take a thread some microseconds; after so many vectors the cancellation flag is looked at.
enum { elements_of_softmax_task = 1 << 13, vectors_between_looks = 1 << 14 };

typedef struct {
  const fovea_softmax_call *call;
  fovea_softmax_pass pass;
  // Lines of one outer index, lines in all, and lines of a task.
  size_t lines_of_outer, lines, group;
  atomic_bool cancelled;
} softmax_job;

#define TEMPLATE "Softmax/softmax_templates.h"
#include "Levels/each_level.h"

typedef bool (*softmax_function)(fovea_softmax_pass, const fovea_softmax_call *);
static const softmax_function softmax_table[][2] = AT_EACH_LEVEL(softmax_rows);

bool fovea_softmax_rows(
    fovea_level level, fovea_element element, fovea_softmax_pass pass, const fovea_softmax_call *call) {
  return softmax_table[level][element](pass, call);
}
