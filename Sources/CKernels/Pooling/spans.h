// Which elements a window sees along one axis, and which windows see an element.

#ifndef FOVEA_POOLING_SPANS_H
#define FOVEA_POOLING_SPANS_H

#include "Tiles/plan.h"
#include "include/pooling.h"

// The first element that a window sees, the tap that sees it, and how many taps see elements. Or the first window that
// sees an element, the tap that does, and how many windows.
typedef struct {
  int32_t first, tap, count;
} pooling_span;

static inline pooling_span elements_of_window(const fovea_pooling_axis *axis, size_t window) {
  const ptrdiff_t start = (ptrdiff_t)(window * axis->step) - (ptrdiff_t)axis->before;
  const ptrdiff_t left = (ptrdiff_t)axis->source - start, spacing = (ptrdiff_t)axis->spacing;
  // Divisions take their time.
  const ptrdiff_t tap = start >= 0 ? 0 : spacing == 1 ? -start : (spacing - 1 - start) / spacing;
  const ptrdiff_t end = left <= 0 ? 0 : spacing == 1 ? left : (left + spacing - 1) / spacing;
  const ptrdiff_t count = (end < (ptrdiff_t)axis->taps ? end : (ptrdiff_t)axis->taps) - tap;
  if (count <= 0) return (pooling_span){0};
  return (pooling_span){.first = (int32_t)(start + tap * spacing), .tap = (int32_t)tap, .count = (int32_t)count};
}

// How many elements a mean is over; without padding, those that the window sees.
static inline size_t window_extent(const fovea_pooling_axis *axis, size_t window, bool counts_padding) {
  if (!counts_padding) return (size_t)elements_of_window(axis, window).count;
  return at_most(axis->taps, axis->source + 2 * axis->before - window * axis->step);
}

// From one window that sees an element to the next one: so many windows on, and so many taps back.
typedef struct {
  size_t windows, taps;
} pooling_stride;

static inline pooling_stride window_stride(const fovea_pooling_axis *axis) {
  size_t a = axis->step, b = axis->spacing;
  while (b != 0) {
    const size_t rest = a % b;
    a = b;
    b = rest;
  }
  return (pooling_stride){.windows = axis->spacing / a, .taps = axis->step / a};
}

// Where not `clipped`, windows before the first one and behind the last one count too.
static inline pooling_span windows_of_element(
    const fovea_pooling_axis *axis, pooling_stride stride, size_t element, bool clipped) {
  const size_t place = element + axis->before;
  // The first tap that sees it from any window; each next one is stride.taps further on.
  size_t tap = axis->spacing == 1 ? place % axis->step : 0, end = axis->taps;
  if (axis->spacing > 1) {
    while (tap < at_most(stride.taps, end) &&
           ((ptrdiff_t)place - (ptrdiff_t)(tap * axis->spacing)) % (ptrdiff_t)axis->step != 0)
      tap++;
    if (tap == stride.taps) return (pooling_span){0};
  }
  if (clipped) {
    const size_t last = (axis->windows - 1) * axis->step;
    const size_t needed = place > last ? (place - last + axis->spacing - 1) / axis->spacing : 0;
    if (needed > tap) tap += rounded_up(needed - tap, stride.taps);
    end = at_most(end, place / axis->spacing + 1);
  }
  if (tap >= end) return (pooling_span){0};
  // The largest tap belongs to the first window.
  const size_t more = (end - 1 - tap) / stride.taps;
  tap += more * stride.taps;
  const ptrdiff_t window = ((ptrdiff_t)place - (ptrdiff_t)(tap * axis->spacing)) / (ptrdiff_t)axis->step;
  return (pooling_span){.first = (int32_t)window, .tap = (int32_t)tap, .count = (int32_t)(more + 1)};
}

#endif
