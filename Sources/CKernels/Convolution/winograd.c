#include "Convolution/winograd.h"

#include "Convolution/frame.h"
#include "include/pool.h"

#include <stdatomic.h>
#include <string.h>

// Winograd's scheme F(2×2, 3×3): a tile of 2 × 2 results sees 4 × 4 numbers d of each channel, and with the taps g
//
//   results = Aᵀ · Σ_channels (G·g·Gᵀ ⊙ Bᵀ·d·B) · A
//
// takes 16 products for each channel instead of 36. (Lavin and Gray: Fast Algorithms for Convolutional Neural Networks,
// 2016.) The transforms only add, subtract and halve.
//
// A unit of work is some dozens of tiles of one group, row by row of tiles and from one picture to the next:
//   source     the 16 transformed numbers of all its tiles, as 16 matrices [channel][tile]
//   products   of each with the matrix [filter][channel] of transformed weights, for a panel of filters at a time, by the
//              tiles of Tiles/tile_template.h: lanes are tiles, rows are filters
//   results    transformed back into two lines of results for each filter, which are dealt out to the rows of planes
//
// What is not finite makes all results of its tile not finite, or what lies between overflows where a result would not.
// So every sum of products is looked at (0 times it is 0); if one is not finite, the direct kernel does it all again.
// Units depend on shapes only, and each result is computed by one of them.

#define TEMPLATE "Convolution/winograd_templates.h"
#include "Levels/each_level.h"

typedef size_t (*scratch_function)(const fovea_conv_shape *, size_t);
typedef winograd_outcome (*conv_function)(const fovea_conv_call *, void *);
static const scratch_function scratch_table[][2] = AT_EACH_LEVEL(winograd_scratch);
static const conv_function conv_table[][2] = AT_EACH_LEVEL(winograd_conv);

size_t winograd_scratch(fovea_level level, fovea_element element, const fovea_conv_shape *shape, size_t threads) {
  return scratch_table[level][element](shape, threads);
}

winograd_outcome winograd_conv(fovea_level level, fovea_element element, const fovea_conv_call *call, void *scratch) {
  return conv_table[level][element](call, scratch);
}
