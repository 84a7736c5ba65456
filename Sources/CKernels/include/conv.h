#ifndef FOVEA_CONV_H
#define FOVEA_CONV_H

#include "cancel.h"
#include "element.h"
#include "level.h"
#include "scratch.h"
#include <stdbool.h>
#include <stddef.h>

// How windows slide along one axis. Tap t of window o looks at first + o·step + t·spacing in the source, and sees zero
// outside of it. The tap is number kernel_first + t·kernel_spacing of the kernel; the window's result goes to
// result_first + o·result_spacing. The gradient by the source is a convolution too, with other numbers here.
typedef struct {
  size_t source, windows, step, taps;
  ptrdiff_t first, spacing;
  size_t kernel_first, kernel_spacing;
  size_t result_first, result_spacing;
} fovea_window_axis;

// All counts are at least 1, but for the taps of an axis. Planes lie behind one another: pictures, then groups, then a group's channels (of the source) or filters (of the
// result). The weights of a group, filter, channel and kernel row begin at the sum of its numbers times these steps.
typedef struct {
  size_t pictures, groups, channels, filters;
  fovea_window_axis rows, columns;
  size_t result_rows, result_columns;
  size_t weight_group, weight_filter, weight_channel, weight_row;
} fovea_conv_shape;

// result = bias + Σ weights · source, where bias may be null and is one number for each filter of each group; negative
// results become zero where `rectified`. Only the places that the axes name are written.
typedef struct {
  fovea_conv_shape shape;
  const void *_Nonnull source, *_Nonnull weights, *_Nullable bias;
  void *_Nonnull result;
  bool rectified;
  size_t threads;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_conv_call;

fovea_outcome fovea_conv(
    fovea_level level, fovea_element element, const fovea_conv_call *_Nonnull call, fovea_scratch *_Nonnull scratch);

// The gradients by the weights and by the bias, from that by the result: for every weight Σ gradient · source over
// pictures and windows. The shape is that of the forward pass. `bias` may be null.
typedef struct {
  fovea_conv_shape shape;
  const void *_Nonnull source, *_Nonnull gradient;
  void *_Nonnull weights, *_Nullable bias;
  size_t threads;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_conv_weights_call;

fovea_outcome fovea_conv_weights(fovea_level level, fovea_element element, const fovea_conv_weights_call *_Nonnull call,
    fovea_scratch *_Nonnull scratch);

#endif
