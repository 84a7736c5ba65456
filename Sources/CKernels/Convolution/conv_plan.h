// How a convolution is carried out, worked out from its shape alone.

#ifndef FOVEA_CONV_PLAN_H
#define FOVEA_CONV_PLAN_H

#include "Convolution/frame.h"
#include "Tiles/plan.h"

typedef struct {
  frame_layout frame;
  // Lanes along filters, or along pixels.
  bool along_filters;
  // Of one filter: how many products make one result.
  size_t depth;
  // Weights are packed into panels of so many filters; the panels of one group hold `packed` weights.
  size_t panel, packed;
  // Elements of one thread's memory for a frame, and for what comes out of the tiles.
  size_t frame_room, tiles;
} conv_plan;

static inline double conv_work(const fovea_conv_shape *s) {
  return (double)(s->pictures * s->groups * s->filters) * (double)(s->rows.windows * s->columns.windows) *
         (double)(s->channels * s->rows.taps * s->columns.taps);
}

#endif
