// Convolutions for one element type at one CPU level; conv.c says how they work.

typedef struct {
  const fovea_conv_call *call;
  conv_plan plan;
  // Where tap d of a filter looks in a frame, and where its weights stand in a panel.
  int32_t *frame_at, *panel_at;
  ELEMENT *weights;
  // One thread's memory, and the step to the next one's.
  ELEMENT *workspace;
  size_t workspace_step;
  atomic_bool cancelled;
} NAME(convolution);

// Whether lanes along filters take less time, counted in vector operations a pixel. The former have no use for lanes
// beyond the last filter, and turn each tile around; the latter have none for what lies between the rows of a frame.
static bool NAME(prefers_filters)(const fovea_conv_shape *s) {
  const frame_axis columns = frame_axis_for(&s->columns, s->columns.step);
  const double width = (double)(s->columns.windows + columns.reach / s->columns.step);
  const double depth = (double)(s->channels * s->rows.taps * s->columns.taps);
  const double by_filters = (double)rounded_up(s->filters, LANES) * (depth + 8);
  const double by_pixels = (double)s->filters * (depth * 1.05 + 3) * width / (double)s->columns.windows;
  return by_filters < by_pixels;
}

static conv_plan NAME(conv_plan)(const fovea_conv_shape *shape) {
  conv_plan plan = {.depth = shape->channels * shape->rows.taps * shape->columns.taps};
  plan.along_filters = NAME(prefers_filters)(shape);
  // A quarter of a core's second cache for what a band reads and leaves.
  size_t room = ((size_t)1 << 18) / sizeof(ELEMENT);
  if (plan.along_filters) {
    plan.panel = shape->filters <= LANES ? LANES : 2 * LANES;
  } else {
    plan.panel = even_piece(shape->filters, ROWS_FOR(MOST_VECTORS) >= 8 ? 8 : ROWS_FOR(2));
    room = room * shape->channels / (shape->channels + plan.panel);
  }
  plan.frame = frame_layout_for(shape, room, fewest_bands(shape), true);
  if (plan.along_filters) {
    plan.tiles = most_gathered * plan.panel;
  } else {
    plan.tiles = plan.panel * rounded_up(plan.frame.width * plan.frame.band, MOST_VECTORS * LANES);
  }
  plan.passes_caches = shape->pictures * shape->groups * shape->filters * shape->result_rows * shape->result_columns *
                           sizeof(ELEMENT) >=
                       large_result;
  plan.part = plan.depth == 0 ? 1 : even_piece(plan.depth, cached_weights / (plan.panel * sizeof(ELEMENT)));
  plan.packed = rounded_up(shape->filters, plan.panel) * plan.depth;
  // Vectors may reach beyond the last pixel; what they compute there is not used.
  plan.frame_room = rounded_up(shape->channels * plan.frame.channel + MOST_VECTORS * LANES, LANES);
  return plan;
}

// The weights of one filter, to its lane of a panel [tap][filter].
static void NAME(pack_filter)(const fovea_conv_shape *s, const ELEMENT *filter, ELEMENT *lane, size_t panel) {
  for (size_t c = 0; c < s->channels; c++)
    for (size_t ky = 0; ky < s->rows.taps; ky++) {
      const ELEMENT *row = filter + c * s->weight_channel +
                           (s->rows.kernel_first + ky * s->rows.kernel_spacing) * s->weight_row +
                           s->columns.kernel_first;
      for (size_t kx = 0; kx < s->columns.taps; kx++, lane += panel) *lane = row[kx * s->columns.kernel_spacing];
    }
}

// All filters, panel by panel, with zeros beyond the last. Left unfinished when the word is raised.
static void NAME(pack_weights)(const NAME(convolution) * conv) {
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t panel = conv->plan.panel, depth = conv->plan.depth;
  const bool contiguous = s->columns.taps == s->weight_row && s->rows.taps * s->weight_row == s->weight_channel &&
                          s->columns.kernel_spacing == 1 && s->rows.kernel_spacing == 1;
  ELEMENT *to = conv->weights;
  for (size_t group = 0; group < s->groups; group++)
    for (size_t first = 0; first < s->filters; first += panel, to += panel * depth) {
      if (is_raised(conv->call->cancel)) return;
      const size_t count = at_most(panel, s->filters - first);
      const ELEMENT *filters = (const ELEMENT *)conv->call->weights + group * s->weight_group +
                               first * s->weight_filter;
      if (count < panel) memset(to, 0, panel * depth * sizeof(ELEMENT));
      if (contiguous && depth > 0)
        NAME(transpose_matrix)(filters, count, s->weight_filter, depth, to, panel);
      else
        for (size_t f = 0; f < count; f++) NAME(pack_filter)(s, filters + f * s->weight_filter, to + f, panel);
    }
}

// A result with its filter's bias, rectified where asked for; not a number stays so.
static inline __attribute__((always_inline)) VECTOR NAME(finished)(VECTOR sum, VECTOR bias, bool rectified) {
  const VECTOR value = sum + bias, zero = {0};
  return rectified ? (value <= zero ? zero : value) : value;
}

// A row of results from the row of sums that tiles left. A result too large for the caches goes past them: otherwise each
// line would be read before it is written.
static void NAME(finish_row)(
    const NAME(convolution) * conv, const ELEMENT *restrict from, ELEMENT bias, ELEMENT *restrict to, size_t count) {
  const bool rectified = conv->call->rectified;
  const size_t spacing = conv->call->shape.columns.result_spacing;
  size_t i = 0;
  if (spacing == 1) {
    const bool passes = conv->plan.passes_caches && (uintptr_t)to % VECTOR_BYTES == 0;
    for (; i + LANES <= count; i += LANES) {
      const VECTOR value = NAME(finished)(NAME(load)(from + i), (VECTOR)(bias), rectified);
      if (passes)
        __builtin_nontemporal_store(value, (NAME(aligned) *)(to + i));
      else
        NAME(store)(to + i, value);
    }
  }
  for (; i < count; i++) {
    const ELEMENT value = from[i] + bias;
    to[i * spacing] = rectified && value <= 0 ? 0 : value;
  }
}

// The part of the result that a unit of work makes: windows of the rows first_row ..< first_row + rows of one group of
// one picture.
typedef struct {
  size_t first_row, rows;
  // The group's first plane, and its filters' biases.
  ELEMENT *planes;
  const ELEMENT *bias, *weights, *frame;
  ELEMENT *tiles;
} NAME(unit);

static inline ELEMENT *NAME(result_row)(const fovea_conv_shape *s, const NAME(unit) * unit, size_t row) {
  return unit->planes + (s->rows.result_first + (unit->first_row + row) * s->rows.result_spacing) * s->result_columns +
         s->columns.result_first;
}

// Writes a tile [pixel][filter] to the planes of its filters. Up to `room` elements from `to` on may be written in each
// plane, because the unit writes them itself later.
static void NAME(store_pixels)(const NAME(convolution) * conv, const ELEMENT *bias, const ELEMENT *tile, size_t pixels,
    size_t filters, ELEMENT *to, size_t room) {
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t plane = s->result_rows * s->result_columns, spacing = s->columns.result_spacing;
  const size_t panel = rounded_up(filters, LANES);
  for (size_t f = 0; f < filters; f += LANES) {
    const size_t lanes = at_most(LANES, filters - f);
    VECTOR added = {0};
    if (bias) memcpy(&added, bias + f, lanes * sizeof(ELEMENT));
    for (size_t p = 0; p < pixels; p += LANES) {
      const size_t count = at_most(LANES, pixels - p);
      VECTOR square[LANES];
      for (size_t i = 0; i < LANES; i++)
        square[i] = i < count ? NAME(finished)(NAME(load)(tile + (p + i) * panel + f), added, conv->call->rectified)
                              : (VECTOR){0};
      NAME(transpose)(square);
      ELEMENT *row = to + f * plane + p * spacing;
      for (size_t i = 0; i < lanes; i++, row += plane) {
        if (p + LANES <= room) {
          NAME(store)(row, square[i]);
        } else {
          ELEMENT values[LANES];
          NAME(store)(values, square[i]);
          for (size_t j = 0; j < count; j++) row[j * spacing] = values[j];
        }
      }
    }
  }
}

// The sums of some rows of pixels with a panel of filters, tile by tile, a part of the products after the other.
static void NAME(sum_pixels)(const NAME(convolution) * conv, const ELEMENT *frame, size_t rows, size_t width,
    const ELEMENT *weights, size_t vectors, ELEMENT *sums) {
  const size_t depth = conv->plan.depth, pieces = (width + ROWS_FOR(vectors) - 1) / ROWS_FOR(vectors);
  size_t d = 0;
  do {
    const size_t part = at_most(conv->plan.part, depth - d);
    for (size_t r = 0; r < rows; r++)
      for (size_t i = 0; i < pieces; i++) {
        const size_t p = width * i / pieces, end = width * (i + 1) / pieces;
        NAME(tiles)
        [vectors - 1][end - p - 1](part, frame + r * conv->plan.frame.width + p, conv->frame_at + d, weights,
            conv->panel_at + d, sums + (r * width + p) * vectors * LANES, vectors * LANES, d > 0);
      }
    d += part;
  } while (d < depth);
}

// Lanes along filters: a tile is some pixels of a row times a panel of filters. Tiles are gathered until there are some
// dozens of pixels, so that each plane is written in whole cache lines.
static bool NAME(unit_along_filters)(const NAME(convolution) * conv, const NAME(unit) * unit) {
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t plane = s->result_rows * s->result_columns, windows = s->columns.windows;
  const bool whole_rows = s->columns.result_spacing == 1 && s->rows.result_spacing == 1 && windows == s->result_columns;
  const size_t segment = even_piece(windows, most_gathered);
  const size_t run = whole_rows && windows < most_gathered / 2 ? most_gathered / 2 / windows : 1;
  const ELEMENT *weights = unit->weights;
  for (size_t first = 0; first < s->filters;
      first += conv->plan.panel, weights += conv->plan.panel * conv->plan.depth) {
    const size_t filters = at_most(conv->plan.panel, s->filters - first);
    const size_t vectors = (filters + LANES - 1) / LANES;
    const ELEMENT *bias = unit->bias ? unit->bias + first : NULL;
    for (size_t row = 0; row < unit->rows; row += run)
      for (size_t x = 0; x < windows; x += segment) {
        if (is_raised(conv->call->cancel)) return false;
        const size_t rows = at_most(run, unit->rows - row), width = at_most(segment, windows - x);
        NAME(sum_pixels)(
            conv, unit->frame + row * conv->plan.frame.width + x, rows, width, weights, vectors, unit->tiles);
        NAME(store_pixels)(conv, bias, unit->tiles, rows * width, filters,
            NAME(result_row)(s, unit, row) + first * plane + x * s->columns.result_spacing,
            whole_rows ? (unit->rows - row) * windows - x : 0);
      }
  }
  return true;
}

// Lanes along pixels: a tile is a panel of filters times some vectors of pixels, which run on from row to row of the
// frame, over the few pixels between them that belong to no window.
static bool NAME(unit_along_pixels)(const NAME(convolution) * conv, const NAME(unit) * unit) {
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t plane = s->result_rows * s->result_columns, width = conv->plan.frame.width;
  const size_t length = (unit->rows - 1) * width + s->columns.windows;
  const ELEMENT *weights = unit->weights;
  for (size_t first = 0; first < s->filters;
      first += conv->plan.panel, weights += conv->plan.panel * conv->plan.depth) {
    const size_t filters = at_most(conv->plan.panel, s->filters - first);
    const size_t most = filters <= ROWS_FOR(MOST_VECTORS) ? MOST_VECTORS : 2;
    const size_t step = rounded_up(length, LANES);
    for (size_t p = 0; p < length;) {
      if (is_raised(conv->call->cancel)) return false;
      if (filters == 1 && length - p >= WIDE_VECTORS * LANES) {
        NAME(wide_tile)(conv->plan.depth, weights, conv->panel_at, unit->frame + p, conv->frame_at, unit->tiles + p);
        p += WIDE_VECTORS * LANES;
        continue;
      }
      const size_t vectors = at_most(most, (length - p + LANES - 1) / LANES);
      NAME(tiles)
      [vectors - 1][filters - 1](
          conv->plan.depth, weights, conv->panel_at, unit->frame + p, conv->frame_at, unit->tiles + p, step, false);
      p += vectors * LANES;
    }
    for (size_t f = 0; f < filters; f++) {
      const ELEMENT added = unit->bias ? unit->bias[first + f] : 0;
      for (size_t row = 0; row < unit->rows; row++) {
        const ELEMENT *from = unit->tiles + f * step + row * width;
        ELEMENT *to = NAME(result_row)(s, unit, row) + (first + f) * plane;
        NAME(finish_row)(conv, from, added, to, s->columns.windows);
      }
    }
  }
  return true;
}

static void NAME(run_unit)(void *context, size_t task, size_t worker) {
  NAME(convolution) *conv = context;
  const fovea_conv_call *call = conv->call;
  const fovea_conv_shape *s = &call->shape;
  if (atomic_load_explicit(&conv->cancelled, memory_order_relaxed)) return;
  const size_t band = task % conv->plan.frame.bands, plane_group = task / conv->plan.frame.bands;
  const size_t group = plane_group % s->groups;
  ELEMENT *frame = conv->workspace + worker * conv->workspace_step;
  const size_t first_row = band * conv->plan.frame.band;
  const NAME(unit) unit = {
      .first_row = first_row,
      .rows = at_most(conv->plan.frame.band, s->rows.windows - first_row),
      .planes = (ELEMENT *)call->result + plane_group * s->filters * s->result_rows * s->result_columns,
      .bias = call->bias ? (const ELEMENT *)call->bias + group * s->filters : NULL,
      .weights = conv->weights + group * conv->plan.packed,
      .frame = frame,
      .tiles = frame + conv->plan.frame_room,
  };
  NAME(fill_frame)(s, &conv->plan.frame,
      (const ELEMENT *)call->source + plane_group * s->channels * s->rows.source * s->columns.source, first_row, frame,
      call->cancel);
  const bool finished = conv->plan.along_filters ? NAME(unit_along_filters)(conv, &unit)
                                                 : NAME(unit_along_pixels)(conv, &unit);
  if (conv->plan.passes_caches) stores_are_seen();
  if (!finished) atomic_store_explicit(&conv->cancelled, true, memory_order_relaxed);
}

// Deals out scratch memory: offsets, packed weights, then each thread's part. With no memory, tells how much it takes.
static size_t NAME(lay_out)(NAME(convolution) * conv, const fovea_conv_shape *shape, size_t threads, void *scratch) {
  scratch_layout layout = {.start = scratch};
  conv->plan = NAME(conv_plan)(shape);
  conv->frame_at = scratch_take(&layout, conv->plan.depth * sizeof(int32_t));
  conv->panel_at = scratch_take(&layout, conv->plan.depth * sizeof(int32_t));
  conv->weights = scratch_take(&layout, (shape->groups * conv->plan.packed + LANES) * sizeof(ELEMENT));
  conv->workspace_step = rounded_up(conv->plan.frame_room + conv->plan.tiles, 64 / sizeof(ELEMENT));
  const size_t units = shape->pictures * shape->groups * conv->plan.frame.bands;
  conv->workspace = scratch_take(&layout, at_most(units, threads) * conv->workspace_step * sizeof(ELEMENT));
  return scratch_size(&layout);
}

static size_t NAME(conv_scratch)(const fovea_conv_shape *shape, size_t threads) {
  NAME(convolution) conv;
  return NAME(lay_out)(&conv, shape, threads, NULL);
}

static bool NAME(conv)(const fovea_conv_call *call, void *scratch) {
  const fovea_conv_shape *s = &call->shape;
  NAME(convolution) conv = {.call = call};
  NAME(lay_out)(&conv, s, call->threads, scratch);
  frame_places(s, &conv.plan.frame, conv.frame_at);
  for (size_t d = 0; d < conv.plan.depth; d++) conv.panel_at[d] = (int32_t)(d * conv.plan.panel);
  NAME(pack_weights)(&conv);
  const size_t units = s->pictures * s->groups * conv.plan.frame.bands;
  fovea_pool_run(units, threads_for(conv_work(s), call->threads), NAME(run_unit), &conv);
  return !atomic_load_explicit(&conv.cancelled, memory_order_relaxed) && !is_raised(call->cancel);
}
