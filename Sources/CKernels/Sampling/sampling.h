// What the passes of sampling have in common.

#ifndef FOVEA_SAMPLING_H
#define FOVEA_SAMPLING_H

#include "Tiles/plan.h"
#include "include/sample.h"
#include <stdatomic.h>

// So many elements of a result are located at once; a multiple of every LANES. Arrays have room for a vector more, so
// that the last one may be stored whole.
enum { chunk_size = 128, chunk_room = chunk_size + 16 };

// In place of a pixel's position: a point that has none, and one that is not a number.
enum { no_pixel = -1, unknown_pixel = -2 };

// A unit of work is a block of one picture's result, some 4096 elements, for one group of channels.
typedef struct {
  const fovea_sample_call *call;
  // Elements of a plane of the result, and of one of the picture.
  size_t pixels, plane;
  size_t block, blocks, group, groups;
  // Each thread's part of the scratch memory is `scratch_step` doubles.
  double *scratch;
  size_t scratch_step;
  atomic_bool cancelled;
} sampling;

static inline sampling sampling_of(const fovea_sample_call *call, size_t most_channels) {
  const fovea_sample_shape *shape = &call->shape;
  sampling s = {.call = call, .pixels = shape->result_rows * shape->result_columns};
  s.plane = shape->rows * shape->columns;
  s.block = rounded_up(even_piece(s.pixels, 32 * chunk_size), chunk_size);
  s.blocks = (s.pixels + s.block - 1) / s.block;
  s.group = even_piece(shape->channels, most_channels);
  s.groups = (shape->channels + s.group - 1) / s.group;
  return s;
}

static inline bool sampling_is_cancelled(sampling *s) {
  if (is_raised(s->call->cancel)) atomic_store_explicit(&s->cancelled, true, memory_order_relaxed);
  return atomic_load_explicit(&s->cancelled, memory_order_relaxed);
}

// An element costs about as much as 25 multiplications, and so does locating its point.
static inline size_t sampling_threads(const sampling *s) {
  const fovea_sample_shape *shape = &s->call->shape;
  const double elements = (double)s->pixels * (double)(shape->pictures * (shape->channels + 1));
  return threads_for(25 * elements, s->call->threads);
}

#endif
