#ifndef FOVEA_MATMUL_H
#define FOVEA_MATMUL_H

#include "cancel.h"
#include "element.h"
#include "level.h"
#include "scratch.h"
#include <stdbool.h>
#include <stddef.h>

// c = a · b + bias, for a of rows × depth, b of depth × columns, c of rows × columns; `bias` may be null and is one
// number for each column. With `accumulates` the product is added to what c holds, and there is no bias. Negative results
// become zero where `rectified`.
//
// Steps count elements between neighbours down a column and along a row, so a transposed matrix is the same memory with
// its two steps exchanged. The rows of c are contiguous. None of the three may overlap another.
typedef struct {
  size_t rows, columns, depth;
  ptrdiff_t a_down, a_along;
  ptrdiff_t b_down, b_along;
  ptrdiff_t c_down;
} fovea_matmul_shape;

typedef struct {
  fovea_matmul_shape shape;
  const void *_Nonnull a, *_Nonnull b, *_Nullable bias;
  void *_Nonnull c;
  bool accumulates, rectified;
  size_t threads;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_matmul_call;

fovea_outcome fovea_matmul(
    fovea_level level, fovea_element element, const fovea_matmul_call *_Nonnull call, fovea_scratch *_Nonnull scratch);

#endif
