#ifndef FOVEA_AFFINE_GRID_H
#define FOVEA_AFFINE_GRID_H

#include "cancel.h"
#include "element.h"
#include "level.h"
#include "scratch.h"
#include <stdbool.h>
#include <stddef.h>

// Points (x, y) = theta · (x', y', 1) for the pixels (x', y') of `rows` × `columns`, which lie from −1 to 1: the outermost
// ones' borders, or with `aligns_corners` their centres. All counts are at least 1. There are six numbers of the element
// type for each theta; computed in double.
typedef struct {
  size_t thetas, rows, columns;
  bool aligns_corners;
} fovea_affine_grid_shape;

// From theta to the grid, or from the gradient by the grid to that by theta.
typedef struct {
  fovea_affine_grid_shape shape;
  const void *_Nonnull source;
  void *_Nonnull result;
  size_t threads;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_affine_grid_call;

fovea_outcome fovea_affine_grid(fovea_level level, fovea_element element, const fovea_affine_grid_call *_Nonnull call,
    fovea_scratch *_Nonnull scratch);
fovea_outcome fovea_affine_grid_gradient(fovea_level level, fovea_element element,
    const fovea_affine_grid_call *_Nonnull call, fovea_scratch *_Nonnull scratch);

#endif
