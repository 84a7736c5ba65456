#ifndef FOVEA_POOLING_H
#define FOVEA_POOLING_H

#include "cancel.h"
#include "element.h"
#include "level.h"
#include "scratch.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// How windows slide along one axis: tap t of window o looks at o·step + t·spacing − before in the source, and outside
// of it at padding, as much of it behind the source as before it. Padding is at most half of the taps.
typedef struct {
  size_t source, windows, taps, step, spacing, before;
} fovea_pooling_axis;

// Planes lie behind one another. All counts are at least 1.
typedef struct {
  size_t planes;
  fovea_pooling_axis rows, columns;
} fovea_pooling_shape;

typedef enum {
  fovea_max_pool,          // from the source, its windows' largest elements
  fovea_max_pool_gradient, // from the gradient by the windows, that by the source
  fovea_avg_pool,          // from the source, its windows' means; nothing is spaced
  fovea_avg_pool_gradient,
} fovea_pooling_pass;

// `winners` holds a byte for each window: the number of the tap that won, row by row, or 255 where none sees an element.
// It takes at most 255 taps in all. The forward pass writes it unless it is null, the gradient's reads it.
typedef struct {
  fovea_pooling_shape shape;
  const void *_Nonnull from;
  void *_Nonnull to;
  uint8_t *_Nullable winners;
  // Whether a mean counts padding as zeros: not what hangs over its end.
  bool counts_padding;
  size_t threads;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_pooling_call;

// Whether kernels pay: not where single windows see so much that frames of them would be too large, nor where there are
// but one or two rows of windows in all.
bool fovea_pooling_fits(const fovea_pooling_shape *_Nonnull shape);

fovea_outcome fovea_pooling(fovea_level level, fovea_element element, fovea_pooling_pass pass,
    const fovea_pooling_call *_Nonnull call, fovea_scratch *_Nonnull scratch);

#endif
