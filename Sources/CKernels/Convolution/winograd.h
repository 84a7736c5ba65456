// How Winograd's scheme F(2×2, 3×3) is carried out, worked out from a convolution's shape alone.

#ifndef FOVEA_WINOGRAD_H
#define FOVEA_WINOGRAD_H

#include "Tiles/plan.h"
#include "Tiles/workspace.h"
#include "include/conv.h"

// Four by four numbers of a transformed tile.
enum { transformed = 16 };

// Bytes of a unit's transformed source that leave the rest of a core's second cache to weights and products, and tiles
// beyond which a unit gains nothing.
enum { transformed_source = 3 << 17, most_tiles = 144 };

// Tiles of 2 × 2 results. A unit of work is `band` rows of tiles, `segment` tiles wide, which run on from one picture to
// the next.
typedef struct {
  // Tiles of one picture.
  size_t rows, columns;
  size_t band, bands, segment, segments;
} winograd_tiles;

// Kernels whose taps are 3 × 3 neighbours, and windows that step by one.
static inline bool winograd_fits_axis(const fovea_window_axis *axis) {
  return axis->step == 1 && axis->taps == 3 && (axis->spacing == 1 || axis->spacing == -1) && axis->result_first == 0 &&
         axis->result_spacing == 1 && axis->kernel_first == 0 && axis->kernel_spacing == 1;
}

static inline size_t winograd_tile_count(const fovea_conv_shape *s) {
  return ((s->rows.windows + 1) / 2) * ((s->columns.windows + 1) / 2);
}

// Whether it can be done, and takes less time than the direct kernel: transforming pays only if each transformed number
// meets enough others. These limits were measured at every level.
static inline bool winograd_pays(const fovea_conv_shape *s) {
  const size_t tiles = winograd_tile_count(s);
  return winograd_fits_axis(&s->rows) && winograd_fits_axis(&s->columns) && s->weight_row == 3 && s->channels >= 16 &&
         s->filters >= 16 && tiles >= 9 && s->pictures * tiles >= 48;
}

// Units of about as many tiles as `room`.
static inline winograd_tiles winograd_tiles_for(const fovea_conv_shape *s, size_t room) {
  winograd_tiles result = {.rows = (s->rows.windows + 1) / 2, .columns = (s->columns.windows + 1) / 2};
  result.segment = even_piece(result.columns, room);
  result.segments = (result.columns + result.segment - 1) / result.segment;
  const size_t rows = s->pictures * result.rows;
  result.band = even_piece(rows, room / result.segment);
  result.bands = (rows + result.band - 1) / result.band;
  return result;
}

// Several streams are read and written at once: an odd number of cache lines apart they do not meet in the same places of
// a cache.
static inline size_t odd_lines(size_t elements, size_t element_size) {
  const size_t line = cache_line / element_size;
  return ((elements + line - 1) / line | 1) * line;
}

typedef enum {
  winograd_finished,
  winograd_cancelled,
  // A sum is not finite: the direct kernel has to do it again.
  winograd_spoilt,
} winograd_outcome;

// Bytes of scratch memory, and the convolution.
size_t winograd_scratch(fovea_level level, fovea_element element, const fovea_conv_shape *shape, size_t threads);
winograd_outcome winograd_conv(fovea_level level, fovea_element element, const fovea_conv_call *call, void *scratch);

#endif
