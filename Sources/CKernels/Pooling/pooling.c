#include "include/pooling.h"

#include "Pooling/pooling_plan.h"
#include "Pooling/spans.h"
#include "Tiles/workspace.h"
#include "include/pool.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

// Pooling, in two ways:
//
//   pairs   Windows of two by two elements side by side, the usual ones. Lanes are neighbouring windows of a row;
//           shuffles part even from odd elements. One pass over memory.
//   bands   All others. Lanes are bands of rows of planes, or whole planes where there are many: a group of bands is
//           turned into a frame, in which those elements lie side by side that have the same place in their bands. From
//           there on it is plain loops over windows and taps, with a vector for a number: strides, dilation, padding
//           and short rows cost nothing.
//
// Maxima: where a gradient will be asked for, the number of the tap that won is kept, a byte for each window. The
// gradient by an element is gathered from the windows that see it, in their order, so that it does not matter how bands
// are cut. Means: rows are added up first, then columns; the gradient is shared out in the same order.

#define TEMPLATE "Pooling/pooling_templates.h"
#include "Levels/each_level.h"

typedef size_t (*scratch_function)(fovea_pooling_pass, const fovea_pooling_shape *, size_t);
typedef bool (*pooling_function)(fovea_pooling_pass, const fovea_pooling_call *, void *);
static const scratch_function scratch_table[][2] = AT_EACH_LEVEL(pooling_scratch);
static const pooling_function pooling_table[][2] = AT_EACH_LEVEL(pooling);

// A level whose vectors are at least half full: windows in a row of pairs, or bands, may be too few for long ones. The
// results are the same.
static fovea_level filled_level(fovea_level level, fovea_element element, const fovea_pooling_shape *shape) {
  const size_t lanes = sees_pairs(shape) ? shape->columns.windows : shape->planes * shape->rows.windows;
  while (level > fovea_level_baseline && 2 * lanes * (element == fovea_f32 ? 4 : 8) <= (size_t)16 << level) level--;
  return level;
}

bool fovea_pooling_fits(const fovea_pooling_shape *shape) {
  if (sees_pairs(shape)) return true;
  const size_t most = 1 << 16, rows = axis_span(&shape->rows), columns = axis_span(&shape->columns);
  const size_t step = at_most(shape->rows.step, shape->rows.source), width = shape->columns.source;
  return shape->planes * shape->rows.windows > 2 && rows <= most && columns <= most && width <= most &&
         (rows > step ? rows : step) * (columns > width ? columns : width) <= most;
}

fovea_outcome fovea_pooling(fovea_level level, fovea_element element, fovea_pooling_pass pass,
    const fovea_pooling_call *call, fovea_scratch *scratch) {
  const fovea_level filled = filled_level(level, element, &call->shape);
  char own[small_scratch];
  void *memory = scratch_for(scratch_table[filled][element](pass, &call->shape, call->threads), own, scratch);
  return memory ? outcome(pooling_table[filled][element](pass, call, memory)) : fovea_needs_scratch;
}
