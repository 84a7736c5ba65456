// How a convolution is carried out, worked out from its shape alone.

#ifndef FOVEA_CONV_PLAN_H
#define FOVEA_CONV_PLAN_H

#include "Convolution/frame.h"
#include "Tiles/plan.h"

// How many pixels of tiles are gathered before they are stored.
enum { most_gathered = 128 };

// Bytes of weights that leave the rest of the first cache to what they meet.
enum { cached_weights = 1 << 14 };

// Pixels whose values and gradients share the first cache while gradients by the weights are summed.
enum { most_pixels = 96 };

// Bytes of a result that would push everything else out of the caches.
enum { large_result = 1 << 23 };

typedef struct {
  frame_layout frame;
  // Lanes along filters, or along pixels.
  bool along_filters;
  // Whether results are written past the caches.
  bool passes_caches;
  // Of one filter: how many products make one result.
  size_t depth;
  // Weights are packed into panels of so many filters; the panels of one group hold `packed` weights. Of a panel, so many
  // products are summed at a time that its weights stay in the first cache.
  size_t panel, packed, part;
  // Elements of one thread's memory for a frame, and for what comes out of the tiles.
  size_t frame_room, tiles;
} conv_plan;

#endif
