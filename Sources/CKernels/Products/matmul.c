#include "include/matmul.h"

#include "Tiles/plan.h"
#include "Tiles/workspace.h"
#include "include/pool.h"

#include <stdatomic.h>
#include <string.h>

// Matrix products after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008): blocks of both
// matrices are copied into panels that fit the caches, and a tile of c stays in registers while two panels go by.

#define TEMPLATE "Products/matmul_templates.h"
#include "Levels/each_level.h"

typedef size_t (*scratch_function)(const fovea_matmul_shape *, size_t);
typedef bool (*matmul_function)(const fovea_matmul_call *, void *);
static const scratch_function scratch_table[][2] = AT_EACH_LEVEL(matmul_scratch);
static const matmul_function matmul_table[][2] = AT_EACH_LEVEL(matmul);

// The same shape, or, where a is a single row, that of the transposed product: a matrix times a vector.
static bool turned(const fovea_matmul_shape *s, fovea_matmul_shape *result) {
  *result = *s;
  if (s->rows != 1 || s->columns == 1) return false;
  result->rows = s->columns;
  result->columns = 1;
  result->a_down = s->b_along;
  result->a_along = s->b_down;
  result->b_down = s->a_along;
  result->b_along = s->a_down;
  result->c_down = 1;
  return true;
}

fovea_outcome fovea_matmul(
    fovea_level level, fovea_element element, const fovea_matmul_call *call, fovea_scratch *scratch) {
  fovea_matmul_call mine = *call;
  const bool is_turned = turned(&call->shape, &mine.shape);
  char own[small_scratch];
  void *memory = scratch_for(scratch_table[level][element](&mine.shape, call->threads), own, scratch);
  if (!memory) return fovea_needs_scratch;
  if (is_turned) {
    mine.a = call->b;
    mine.b = call->a;
  }
  if (is_turned && call->bias) {
    // A number for each column would be one for each row now.
    memcpy(call->c, call->bias, call->shape.columns * (element == fovea_f32 ? sizeof(float) : sizeof(double)));
    mine.bias = NULL;
    mine.accumulates = true;
  }
  return outcome(matmul_table[level][element](&mine, memory));
}
