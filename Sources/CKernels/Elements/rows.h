// Walking along rows, from any element on.

#ifndef FOVEA_ROWS_H
#define FOVEA_ROWS_H

#include "Tiles/plan.h"
#include "include/elements.h"

// A place in a row: the element's number, how many are left of the row, and where each operand stands.
typedef struct {
  size_t element, left;
  size_t operands[3];
  size_t index[5];
} row_place;

static inline row_place place_of(const fovea_rows *rows, size_t element) {
  row_place place = {.element = element, .left = rows->width - element % rows->width};
  for (size_t o = 0; o < 3; o++) place.operands[o] = element % rows->width * rows->steps[o];
  size_t row = element / rows->width;
  for (size_t axis = 0; axis < rows->outer_rank; axis++, row /= rows->extents[axis - 1]) {
    place.index[axis] = row % rows->extents[axis];
    for (size_t o = 0; o < 3; o++) place.operands[o] += place.index[axis] * rows->outer_steps[axis][o];
  }
  return place;
}

// Moves on by `count` elements, which are left of the row.
static inline void advance(const fovea_rows *rows, row_place *place, size_t count) {
  place->element += count;
  place->left -= count;
  for (size_t o = 0; o < 3; o++) place->operands[o] += count * rows->steps[o];
  if (place->left > 0) return;
  place->left = rows->width;
  for (size_t o = 0; o < 3; o++) place->operands[o] -= rows->width * rows->steps[o];
  for (size_t axis = 0; axis < rows->outer_rank; axis++) {
    for (size_t o = 0; o < 3; o++) place->operands[o] += rows->outer_steps[axis][o];
    if (++place->index[axis] < rows->extents[axis]) return;
    for (size_t o = 0; o < 3; o++) place->operands[o] -= rows->extents[axis] * rows->outer_steps[axis][o];
    place->index[axis] = 0;
  }
}

#endif
