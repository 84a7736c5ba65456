#ifndef FOVEA_NORMALIZATION_H
#define FOVEA_NORMALIZATION_H

#include "cancel.h"
#include "element.h"
#include "level.h"
#include "scratch.h"
#include <stddef.h>

// Tensors are [lines][length]; what is the same along a line stands here. Weights and biases, where there are any, are
// [period][length], and line l has those of l mod period. Everything is computed in double.
typedef struct {
  double mean, factor, gain, shift, slope;
} fovea_normalized_line;

typedef enum {
  fovea_normalize,          // (x − mean)·factor·weight + bias, or + shift without biases
  fovea_normalize_sums,     // of each line Σ g·weight and Σ g·weight·(x − mean)
  fovea_normalize_gradient, // factor·(g·gain·weight − shift − (x − mean)·slope)
  fovea_normalize_columns,  // of each place among the weights, over lines, Σ g·(x − mean)·factor and Σ g
} fovea_normalization_pass;

typedef struct {
  // At least 1; lines are a multiple of the period.
  size_t lines, length, period;
  const fovea_normalized_line *_Nonnull line;
  const void *_Nonnull x;
  const void *_Nullable gradient;
  const void *_Nullable weights;
  const void *_Nullable biases;
  // For the passes that give a tensor.
  void *_Nullable result;
  // For the others: [lines][2]; for columns [2][period][length].
  double *_Nullable sums;
  size_t threads;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_normalization_call;

fovea_outcome fovea_normalization(fovea_level level, fovea_element element, fovea_normalization_pass pass,
    const fovea_normalization_call *_Nonnull call, fovea_scratch *_Nonnull scratch);

#endif
