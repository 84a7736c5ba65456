// A frame is the part of a source that a band of windows looks at, copied so that the kernels need not ask where the
// source ends: what is outside is zero. Elements that neighbouring windows see through the same tap can be brought side by
// side: rows and columns are then dealt out to as many phases as the windows' step. The order is
// [channel][row phase][column phase][row][column].

#ifndef FOVEA_FRAME_H
#define FOVEA_FRAME_H

#include "Tiles/plan.h"
#include "include/conv.h"
#include <stdint.h>

typedef struct {
  // Where the source stands that the first window's outermost tap sees; negative before the source.
  ptrdiff_t origin;
  // How far the outermost taps of a window are apart.
  size_t reach;
  // The step between neighbours in a frame, which is the windows' step or 1, and how many phases a window reaches.
  size_t step, phases;
} frame_axis;

typedef struct {
  frame_axis rows, columns;
  // The windows' rows that one frame serves, and how many such bands there are.
  size_t band, bands;
  // The extents of one phase, and the elements of one channel.
  size_t height, width, channel;
} frame_layout;

static inline frame_axis frame_axis_for(const fovea_window_axis *axis, size_t step) {
  const ptrdiff_t last = axis->taps == 0 ? 0 : (ptrdiff_t)(axis->taps - 1) * axis->spacing;
  const size_t reach = (size_t)(last < 0 ? -last : last);
  const frame_axis result = {
      .origin = axis->first + (last < 0 ? last : 0),
      .reach = reach,
      .step = step,
      .phases = reach < step ? reach + 1 : step,
  };
  return result;
}

// How many elements of a phase `windows` windows look at.
static inline size_t frame_extent(const fovea_window_axis *axis, const frame_axis *frame, size_t windows) {
  return (windows - 1) * (axis->step / frame->step) + frame->reach / frame->step + 1;
}

// Where a tap of the first window looks, counted from the origin.
static inline size_t frame_look(const fovea_window_axis *axis, const frame_axis *frame, size_t tap) {
  return (size_t)(axis->first - frame->origin + (ptrdiff_t)tap * axis->spacing);
}

static inline double conv_work(const fovea_conv_shape *s) {
  return (double)(s->pictures * s->groups * s->filters) * (double)(s->rows.windows * s->columns.windows) *
         (double)(s->channels * s->rows.taps * s->columns.taps);
}

// How many bands at least: a few even of a single picture, so that all threads have some, if it is worth it.
static inline size_t fewest_bands(const fovea_conv_shape *shape) {
  const size_t planes = shape->pictures * shape->groups;
  return planes >= 8 || conv_work(shape) < work_for_threads ? 1 : (7 + planes) / planes;
}

// Frames of about as many elements as `room`, and at least `parts` of them; dealt out to phases or not.
static inline frame_layout frame_layout_for(const fovea_conv_shape *shape, size_t room, size_t parts, bool has_phases) {
  const fovea_window_axis *rows = &shape->rows, *columns = &shape->columns;
  frame_layout result = {
      .rows = frame_axis_for(rows, has_phases ? rows->step : 1),
      .columns = frame_axis_for(columns, has_phases ? columns->step : 1),
  };
  result.width = frame_extent(columns, &result.columns, columns->windows);
  const size_t phases = result.rows.phases * result.columns.phases;
  const size_t row = shape->channels * phases * result.width, first = row * frame_extent(rows, &result.rows, 1);
  const size_t fitting = room > first ? (room - first) / (row * (rows->step / result.rows.step)) + 1 : 1;
  size_t bands = (rows->windows + fitting - 1) / fitting;
  if (bands < parts) bands = at_most(parts, rows->windows);
  result.band = (rows->windows + bands - 1) / bands;
  result.bands = (rows->windows + result.band - 1) / result.band;
  result.height = frame_extent(rows, &result.rows, result.band);
  result.channel = phases * result.height * result.width;
  return result;
}

// For every channel, kernel row and kernel column that take part, in this order: where it looks in the frame.
static inline void frame_places(const fovea_conv_shape *shape, const frame_layout *frame, int32_t *places) {
  for (size_t c = 0; c < shape->channels; c++)
    for (size_t ky = 0; ky < shape->rows.taps; ky++)
      for (size_t kx = 0; kx < shape->columns.taps; kx++) {
        const size_t y = frame_look(&shape->rows, &frame->rows, ky);
        const size_t x = frame_look(&shape->columns, &frame->columns, kx);
        const size_t phase = y % frame->rows.step * frame->columns.phases + x % frame->columns.step;
        *places++ = (int32_t)(c * frame->channel + (phase * frame->height + y / frame->rows.step) * frame->width +
                              x / frame->columns.step);
      }
}

#endif
