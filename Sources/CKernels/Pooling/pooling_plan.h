// What a pooling works out from its shape alone.

#ifndef FOVEA_POOLING_PLAN_H
#define FOVEA_POOLING_PLAN_H

#include "Tiles/plan.h"
#include "include/pooling.h"

static inline bool is_gradient(fovea_pooling_pass pass) {
  return pass == fovea_max_pool_gradient || pass == fovea_avg_pool_gradient;
}

static inline bool is_mean(fovea_pooling_pass pass) {
  return pass == fovea_avg_pool || pass == fovea_avg_pool_gradient;
}

// Windows of two elements side by side, none of them in the padding.
static inline bool are_pairs(const fovea_pooling_axis *axis) {
  return axis->taps == 2 && axis->step == 2 && axis->spacing == 1 && axis->before == 0 &&
         axis->windows * 2 <= axis->source;
}

static inline bool sees_pairs(const fovea_pooling_shape *shape) {
  return are_pairs(&shape->rows) && are_pairs(&shape->columns);
}

// How many elements a window spans, gaps included.
static inline size_t axis_span(const fovea_pooling_axis *axis) { return (axis->taps - 1) * axis->spacing + 1; }

// Below some 20 µs of work the other threads are not worth waking.
static inline bool is_worth_threads(const fovea_pooling_shape *s) {
  const double source = (double)s->rows.source * (double)s->columns.source;
  const double windows = (double)s->rows.windows * (double)s->columns.windows;
  return (double)s->planes * (source + windows * (double)(s->rows.taps + s->columns.taps)) > 2e5;
}

// Looks at the cancellation flag now and then: a row of windows as large as the picture is work for seconds.
typedef struct {
  const fovea_cancel_flag *word;
  size_t left;
} patience;

enum { taps_between_looks = 1 << 18 };

// Small windows do without: the word is looked at before each row.
static inline patience patience_for(const fovea_cancel_flag *word, size_t taps) {
  return (patience){.word = taps > 256 ? word : NULL, .left = taps_between_looks};
}

// Whether work is to end, asked before so many taps.
static inline bool is_out(patience *patience, size_t taps) {
  if (!patience->word) return false;
  if (patience->left > taps) {
    patience->left -= taps;
    return false;
  }
  patience->left = taps_between_looks;
  return is_raised(patience->word);
}

typedef struct {
  size_t rows, width;
} plane_size;

// A lane makes a band: `height` rows of a plane. It reads `reach` rows: those from `first` on for the first band of a
// plane, `advance` further on for each next. Rows outside of the plane are padding.
typedef struct {
  size_t planes;
  plane_size from, to;
  size_t height, bands, reach, advance;
  ptrdiff_t first;
} band_plan;

// Bands for groups of so many lanes, whose frames hold about `room` vectors.
static inline band_plan band_plan_for(
    const fovea_pooling_shape *shape, fovea_pooling_pass pass, size_t lanes, size_t room) {
  const fovea_pooling_axis *rows = &shape->rows;
  const plane_size source = {rows->source, shape->columns.source};
  const plane_size windows = {rows->windows, shape->columns.windows};
  const size_t span = axis_span(rows), step = at_most(rows->step, rows->source);
  band_plan plan = {.planes = shape->planes, .from = source, .to = windows};
  // In rows of windows: as high as memory allows, but low enough that all lanes of some groups are used.
  const size_t used = at_most(span, rows->source) * source.width, each = step * source.width + 2 * windows.width;
  const size_t fitting = room > used + each ? (room - used) / each : 1;
  const size_t shared = shape->planes * windows.rows / (is_worth_threads(shape) ? 4 * lanes : lanes);
  const size_t height = even_piece(windows.rows, at_most(fitting, shared > 0 ? shared : 1));
  if (!is_gradient(pass)) {
    plan.height = height;
    plan.reach = (height - 1) * rows->step + span;
    plan.first = -(ptrdiff_t)rows->before;
    plan.advance = height * rows->step;
  } else {
    plan.from = windows;
    plan.to = source;
    plan.advance = height;
    if (height == windows.rows) {
      plan.height = source.rows;
      plan.reach = windows.rows;
    } else {
      // From the first row of windows that sees the first row of a band to the last one that sees its last row.
      plan.height = height * rows->step;
      plan.first = -(ptrdiff_t)((span - 1 - rows->before) / rows->step);
      plan.reach = (size_t)((ptrdiff_t)((plan.height - 1 + rows->before) / rows->step) - plan.first + 1);
    }
  }
  plan.bands = (plan.to.rows + plan.height - 1) / plan.height;
  return plan;
}

#endif
