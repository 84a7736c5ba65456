#ifndef FOVEA_SOFTMAX_H
#define FOVEA_SOFTMAX_H

#include "cancel.h"
#include "element.h"
#include "level.h"
#include <stdbool.h>
#include <stddef.h>

// Tensors are [outer][extent][inner], and a row runs along extent. The largest of a row is taken away before anything is
// raised, so that nothing overflows. Sums are kept in double. A row with −∞ everywhere, with ∞ or with not-a-number
// gives not-a-number.
typedef enum {
  fovea_softmax,              // from x, exp(x − largest) / Σ
  fovea_log_softmax,          // from x, x − largest − log Σ
  fovea_softmax_gradient,     // from the result y and its gradient g, y·(g − Σ g·y)
  fovea_log_softmax_gradient, // from y and g, g − exp(y)·Σ g
  fovea_softmax_normalizers,  // from x, for each row the largest and Σ = Σ exp(x − largest)
  fovea_softmax_scaled,       // from x and the normalizers, exp(x − largest) times a factor for each row
} fovea_softmax_pass;

typedef struct {
  size_t outer, extent, inner;
  // x or y.
  const void *_Nonnull from;
  const void *_Nullable gradient;
  void *_Nullable to;
  // [outer][inner][2] and [outer][inner], for the passes that name them.
  double *_Nullable normalizers;
  const double *_Nullable factors;
  size_t threads;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_softmax_call;

// False where the cancellation flag was raised; what was written is not to be used. Extents are at least 1.
bool fovea_softmax_rows(
    fovea_level level, fovea_element element, fovea_softmax_pass pass, const fovea_softmax_call *_Nonnull call);

#endif
