#ifndef FOVEA_SORT_H
#define FOVEA_SORT_H

#include "cancel.h"
#include "scratch.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { fovea_sort_f32, fovea_sort_f64, fovea_sort_i64, fovea_sort_u8 } fovea_sort_type;

// A tensor of [outer][extent][inner] is sorted along extent; not-a-number counts as larger than every number. Where places
// are asked for, equal elements keep their order, and 0 and −0 are equal. Values or places or both are written, each of
// the tensor's shape; places count from 0.
typedef struct {
  size_t outer, extent, inner;
  fovea_sort_type type;
  bool descending;
  const void *_Nonnull x;
  void *_Nullable values;
  int64_t *_Nullable places;
  size_t threads;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_sort_call;

fovea_outcome fovea_sort(const fovea_sort_call *_Nonnull call, fovea_scratch *_Nonnull scratch);

#endif
