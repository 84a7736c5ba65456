#ifndef FOVEA_SAMPLE_H
#define FOVEA_SAMPLE_H

#include "cancel.h"
#include "element.h"
#include "level.h"
#include "scratch.h"
#include <stdbool.h>
#include <stddef.h>

// What becomes of a point outside of the picture: everything there counts as zero; it moves to the nearest edge; it is
// mirrored at the centres, or at the outer borders, of the outermost pixels, and then moves to the nearest edge. What is
// not a number stays none, and so does what is infinite and is to be mirrored: value and gradients are no numbers.
typedef enum {
  fovea_outside_zero,
  fovea_outside_edge,
  fovea_outside_reflect_centres,
  fovea_outside_reflect_borders,
} fovea_outside;

// The two neighbours along each axis, weighted by nearness; the pixel at ⌊p + ½⌋; the nearest, of two equally near ones
// the even one.
typedef enum { fovea_linear, fovea_half_up, fovea_half_even } fovea_interpolation;

// All counts are at least 1. Planes lie behind one another: pictures, then channels. A side of the picture has fewer than
// 2^24 pixels, and with a margin of one pixel all around there are fewer than 2^31.
typedef struct {
  size_t pictures, channels, rows, columns;
  size_t result_rows, result_columns;
  fovea_outside outside;
  fovea_interpolation interpolation;
} fovea_sample_shape;

// Where the points come from that the result's elements ask for, (row, column) counted from 0.
typedef enum {
  // A grid of pairs (x, y) of the element type: ((x + 1) · column_scale − offset) is the column, and the same for y.
  fovea_points_of_grid,
  // Six numbers a, b, e, c, d, f, in double: row a·i + b·j + e − 1 and column c·i + d·j + f − 1 for indices i and j from 1.
  fovea_points_of_theta,
  // A coordinate for each row of the result and one for each column, in double.
  fovea_points_of_axes,
} fovea_points_source;

typedef struct {
  fovea_points_source source;
  // The grid, theta, or the rows' coordinates.
  const void *_Nonnull numbers;
  // The columns' coordinates.
  const double *_Nullable columns;
  // From the numbers of one picture to those of the next; 0 where they serve all pictures.
  size_t step;
  // Values of the element type.
  double row_scale, column_scale, offset;
} fovea_points;

// For the values of `picture` at the points, or from `gradient`, which is that by the values, to the gradient by the
// picture, or by the points. That by a grid has the grid's type and layout, that by theta is in double; there is none by
// axes, and none through rounding.
typedef struct {
  fovea_sample_shape shape;
  fovea_points points;
  const void *_Nullable picture, *_Nullable gradient;
  void *_Nonnull result;
  size_t threads;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_sample_call;

fovea_outcome fovea_sample(fovea_level level, fovea_element element, const fovea_sample_call *_Nonnull call);
fovea_outcome fovea_sample_picture(
    fovea_level level, fovea_element element, const fovea_sample_call *_Nonnull call, fovea_scratch *_Nonnull scratch);
fovea_outcome fovea_sample_points(
    fovea_level level, fovea_element element, const fovea_sample_call *_Nonnull call, fovea_scratch *_Nonnull scratch);

#endif
