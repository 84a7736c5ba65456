#ifndef FOVEA_EXTREMES_H
#define FOVEA_EXTREMES_H

#include "cancel.h"
#include "element.h"
#include "level.h"
#include "reduction.h"
#include "scratch.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  fovea_reduction_shape shape;
  bool largest;
  const void *_Nonnull x;
  // [kept][columns]. Where places are asked for, outer is 1; they are counted along inner.
  void *_Nonnull values;
  int64_t *_Nullable places;
  size_t threads;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_extremes_call;

// The largest or smallest elements, and the place of the first of them. NaN is before every number.
fovea_outcome fovea_extremes(fovea_level level, fovea_element element, const fovea_extremes_call *_Nonnull call,
    fovea_scratch *_Nonnull scratch);

#endif
