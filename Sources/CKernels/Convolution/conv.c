#include "include/conv.h"

#include "Convolution/conv_plan.h"
#include "Convolution/winograd.h"
#include "Tiles/workspace.h"
#include "include/pool.h"

#include <stdatomic.h>
#include <string.h>

// Convolution without im2col. A frame holds the part of a source that a band of windows looks at, with its zeros; every
// tap of a kernel then is one offset into it, so that padding, stride and dilation cost the inner loop nothing.
//
//   result[filter][pixel] = Σ_d weights[filter][d] · frame[tap_at[d] + pixel]     for d over channels and taps
//
// is a matrix product whose right side is never written out. A tile of the result stays in registers while d runs, and
// may lie either way:
//   along filters   lanes are filters, whose weights were packed side by side; pixels of one row are the tile's rows.
//                   Nothing is lost between rows, but the tile must be turned around when it is stored.
//   along pixels    lanes are pixels of the frame, running on over the gaps between its rows; filters are the tile's
//                   rows. Good for few filters.
// The gradient by the source is the same computation on the gradient, with the kernel's taps seen from the other side.
// The gradient by the weights sums over pixels instead of d, again with lanes along filters (after source and gradient
// were turned around) or along pixels (each pair of planes is a dot product).
//
// Kernels of 3 × 3 neighbours between many channels go by winograd.c, unless a number is not finite.
//
// Units of work are bands of rows of pictures, whatever the number of threads. Results do not depend on how they are
// dealt out; weights do, so there each part of the units, fixed by the shape, has sums of its own, added in their order.

#define TEMPLATE "Convolution/conv_templates.h"
#include "Levels/each_level.h"

typedef size_t (*scratch_function)(const fovea_conv_shape *, size_t);
typedef bool (*conv_function)(const fovea_conv_call *, void *);
typedef bool (*weights_function)(const fovea_conv_weights_call *, void *);
static const scratch_function scratch_table[][2] = AT_EACH_LEVEL(conv_scratch);
static const conv_function conv_table[][2] = AT_EACH_LEVEL(conv);
static const scratch_function weights_scratch_table[][2] = AT_EACH_LEVEL(conv_weights_scratch);
static const weights_function weights_table[][2] = AT_EACH_LEVEL(conv_weights);

fovea_outcome fovea_conv(
    fovea_level level, fovea_element element, const fovea_conv_call *call, fovea_scratch *scratch) {
  char own[small_scratch];
  const bool transforms = winograd_pays(&call->shape);
  size_t bytes = scratch_table[level][element](&call->shape, call->threads);
  if (transforms) bytes = at_least(bytes, winograd_scratch(level, element, &call->shape, call->threads));
  void *memory = scratch_for(bytes, own, scratch);
  if (!memory) return fovea_needs_scratch;
  if (transforms) {
    const winograd_outcome result = winograd_conv(level, element, call, memory);
    if (result != winograd_spoilt) return outcome(result == winograd_finished);
  }
  return outcome(conv_table[level][element](call, memory));
}

fovea_outcome fovea_conv_weights(
    fovea_level level, fovea_element element, const fovea_conv_weights_call *call, fovea_scratch *scratch) {
  char own[small_scratch];
  void *memory = scratch_for(weights_scratch_table[level][element](&call->shape, call->threads), own, scratch);
  return memory ? outcome(weights_table[level][element](call, memory)) : fovea_needs_scratch;
}
