#ifndef FOVEA_SUMS_H
#define FOVEA_SUMS_H

#include "cancel.h"
#include "element.h"
#include "level.h"
#include "reduction.h"
#include "scratch.h"

typedef struct {
  fovea_reduction_shape shape;
  const void *_Nonnull x;
  // [kept][columns]. Where they are given, squared deviations from them are summed instead of the elements.
  const double *_Nullable means;
  double *_Nonnull sums;
  size_t threads;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_sums_call;

// Sums in double, [kept][columns].
fovea_outcome fovea_sums(
    fovea_level level, fovea_element element, const fovea_sums_call *_Nonnull call, fovea_scratch *_Nonnull scratch);

#endif
