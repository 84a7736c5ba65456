// Winograd's convolution for one element type at one CPU level; winograd.c says how it works.

typedef struct {
  const fovea_conv_call *call;
  winograd_tiles tiles;
  // Filters of a panel, lanes of a unit, and the elements from one of the 16 streams to the next: of transformed source,
  // of one group's transformed weights, and of a panel's products.
  size_t panel, lanes, source_step, weight_step, product_step;
  // Elements of a panel's transformed weights.
  size_t panel_step;
  int32_t *weight_at, *source_at;
  ELEMENT *weights;
  ELEMENT *workspace;
  size_t workspace_step, array, line, lines;
  atomic_bool cancelled, spoilt;
} NAME(winograd);

static size_t NAME(lay_out_winograd)(NAME(winograd) * conv, const fovea_conv_shape *s, size_t threads, void *scratch) {
  scratch_layout layout = {.start = scratch};
  conv->panel = even_piece(s->filters, ROWS_FOR(MOST_VECTORS) >= 8 ? ROWS_FOR(MOST_VECTORS) : ROWS_FOR(2));
  const size_t fitting = transformed_source / sizeof(ELEMENT) / transformed / s->channels;
  conv->tiles = winograd_tiles_for(s, at_least(at_most(fitting, most_tiles) / LANES, 3) * LANES);
  conv->lanes = rounded_up(conv->tiles.band * conv->tiles.segment, LANES);
  const size_t panels = (s->filters + conv->panel - 1) / conv->panel;
  // A vector may reach beyond the last tile or filter.
  conv->source_step = odd_lines(s->channels * conv->lanes + LANES, sizeof(ELEMENT));
  conv->panel_step = conv->panel * s->channels + LANES;
  conv->weight_step = odd_lines(panels * conv->panel_step, sizeof(ELEMENT));
  conv->product_step = odd_lines(conv->panel * conv->lanes, sizeof(ELEMENT));
  conv->weight_at = scratch_take(&layout, s->channels * sizeof(int32_t));
  conv->source_at = scratch_take(&layout, s->channels * sizeof(int32_t));
  conv->weights = scratch_take(&layout, s->groups * transformed * conv->weight_step * sizeof(ELEMENT));
  conv->array = odd_lines((conv->tiles.band + 1) * conv->tiles.segment + LANES, sizeof(ELEMENT));
  conv->line = rounded_up(2 * conv->tiles.segment + 2, cache_line / sizeof(ELEMENT));
  conv->lines = rounded_up((2 * conv->tiles.band + 2) * conv->line + 2 * LANES, cache_line / sizeof(ELEMENT));
  conv->workspace_step = transformed * (conv->source_step + conv->product_step) + 8 * conv->array + conv->lines +
                         4 * conv->lanes;
  const size_t units = s->groups * conv->tiles.bands * conv->tiles.segments;
  conv->workspace = scratch_take(&layout, at_most(units, threads) * conv->workspace_step * sizeof(ELEMENT));
  return scratch_size(&layout);
}

// Weights as 2·G·g·Gᵀ·2: whole numbers stay whole, and what is too small to be halved is not lost. The products are four
// times what they should be.
static inline __attribute__((always_inline)) void NAME(transform_taps)(
    const ELEMENT *taps, size_t step, ELEMENT *to, size_t to_step) {
  VECTOR half[4][3];
#pragma clang loop unroll(full)
  for (size_t j = 0; j < 3; j++) {
    const VECTOR g0 = NAME(load)(taps + j * step), g1 = NAME(load)(taps + (3 + j) * step);
    const VECTOR g2 = NAME(load)(taps + (6 + j) * step), outer = g0 + g2;
    half[0][j] = g0 + g0;
    half[1][j] = outer + g1;
    half[2][j] = outer - g1;
    half[3][j] = g2 + g2;
  }
#pragma clang loop unroll(full)
  for (size_t i = 0; i < 4; i++) {
    const VECTOR g0 = half[i][0], g1 = half[i][1], g2 = half[i][2], outer = g0 + g2;
    NAME(store)(to + 4 * i * to_step, g0 + g0);
    NAME(store)(to + (4 * i + 1) * to_step, outer + g1);
    NAME(store)(to + (4 * i + 2) * to_step, outer - g1);
    NAME(store)(to + (4 * i + 3) * to_step, g2 + g2);
  }
}

// One panel of a group's filters.
static void NAME(transform_weights)(void *context, size_t task, size_t worker) {
  (void)worker;
  const NAME(winograd) *conv = context;
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t panels = (s->filters + conv->panel - 1) / conv->panel;
  const size_t group = task / panels, first = task % panels * conv->panel;
  const size_t filters = at_most(conv->panel, s->filters - first);
  const ELEMENT *from = (const ELEMENT *)conv->call->weights + group * s->weight_group + first * s->weight_filter;
  ELEMENT *to = conv->weights + group * transformed * conv->weight_step + task % panels * conv->panel_step;
  for (size_t c = 0; c < s->channels; c++, from += s->weight_channel, to += conv->panel) {
    if (is_raised(conv->call->cancel)) return;
    for (size_t f = 0; f < filters; f += LANES) {
      // A panel's filters side by side; a vector may reach beyond them.
      ELEMENT taps[10 * LANES], turned[9 * LANES];
      const size_t count = at_most(LANES, filters - f);
      NAME(transpose_matrix)(from + f * s->weight_filter, count, s->weight_filter, 9, taps, LANES);
      // Towards the other side where windows see the taps that way.
      for (size_t t = 0; t < 9; t++) {
        const size_t row = s->rows.spacing > 0 ? t / 3 : 2 - t / 3;
        const size_t column = s->columns.spacing > 0 ? t % 3 : 2 - t % 3;
        NAME(store)(turned + t * LANES, NAME(load)(taps + (3 * row + column) * LANES));
      }
      NAME(transform_taps)(turned, LANES, to + f, conv->weight_step);
    }
  }
}

// A stretch of tile rows, and where its tiles and its results begin.
typedef struct {
  size_t group, first_row, rows, first_column, width;
  ELEMENT *source, *products, *results;
  NAME(winograd_rows) read;
} NAME(winograd_unit);

static bool NAME(transform_source)(const NAME(winograd) * conv, const NAME(winograd_unit) * unit) {
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t plane = s->rows.source * s->columns.source;
  const ptrdiff_t origin = frame_axis_for(&s->rows, 1).origin;
  for (size_t c = 0; c < s->channels; c++) {
    if (is_raised(conv->call->cancel)) return false;
    ELEMENT *to = unit->source + c * conv->lanes;
    for (size_t row = 0; row < unit->rows;) {
      const NAME(stretch) stretch = NAME(stretch_from)(&conv->tiles, unit->first_row + row, unit->rows - row);
      const size_t number = (stretch.picture * s->groups + unit->group) * s->channels + c;
      NAME(copy_lines)(s, &unit->read, &stretch, origin, (const ELEMENT *)conv->call->source + number * plane);
      NAME(transform_columns)(&unit->read, 2 * stretch.rows + 2);
      NAME(transform_rows)(&unit->read, stretch.rows * unit->width, to + row * unit->width, conv->source_step);
      row += stretch.rows;
    }
  }
  return true;
}

// A quarter of a sum, with its filter's bias, rectified where asked for.
static inline __attribute__((always_inline)) VECTOR NAME(quartered)(VECTOR sum, VECTOR bias, bool rectified) {
  const VECTOR value = sum * (ELEMENT)0.25 + bias, zero = {0};
  return rectified ? (value <= zero ? zero : value) : value;
}

// Two rows of results of one filter's tiles, Aᵀ·m·A, to two lines. Zero where all sums are finite.
static inline __attribute__((always_inline)) VECTOR NAME(transform_products)(
    const ELEMENT *products, size_t step, size_t tiles, VECTOR bias, bool rectified, ELEMENT *even, ELEMENT *odd) {
  VECTOR sum = (VECTOR)(0), last = (VECTOR)(0);
  for (size_t p = 0; p < tiles; p += LANES) {
    sum += last;
    VECTOR upper[4], lower[4];
#pragma clang loop unroll(full)
    for (size_t j = 0; j < 4; j++) {
      const ELEMENT *m = products + j * step + p;
      const VECTOR m1 = NAME(load)(m + 4 * step), m2 = NAME(load)(m + 8 * step);
      upper[j] = NAME(load)(m) + (m1 + m2);
      lower[j] = (m1 - m2) - NAME(load)(m + 12 * step);
    }
    const VECTOR y0 = upper[0] + (upper[1] + upper[2]), y1 = (upper[1] - upper[2]) - upper[3];
    const VECTOR y2 = lower[0] + (lower[1] + lower[2]), y3 = (lower[1] - lower[2]) - lower[3];
    last = ((y0 + y1) + (y2 + y3)) * 0;
    NAME(pair) two;
    two.even = NAME(quartered)(y0, bias, rectified);
    two.odd = NAME(quartered)(y1, bias, rectified);
    *(NAME(pair) *)(even + 2 * p) = two;
    two.even = NAME(quartered)(y2, bias, rectified);
    two.odd = NAME(quartered)(y3, bias, rectified);
    *(NAME(pair) *)(odd + 2 * p) = two;
  }
  // Lanes beyond the last tile hold anything.
  const size_t used = tiles % LANES;
  if (used > 0)
    for (size_t i = used; i < LANES; i++) last[i] = 0;
  return sum + last;
}

// Writes one filter's lines to its planes.
static void NAME(store_lines)(
    const NAME(winograd) * conv, const NAME(winograd_unit) * unit, size_t filter, const ELEMENT *lines) {
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t width = at_most(2 * unit->width, s->result_columns - 2 * unit->first_column);
  const ELEMENT *even = lines, *odd = lines + 2 * conv->lanes;
  for (size_t row = 0; row < unit->rows;) {
    const NAME(stretch) stretch = NAME(stretch_from)(&conv->tiles, unit->first_row + row, unit->rows - row);
    const size_t number = (stretch.picture * s->groups + unit->group) * s->filters + filter;
    ELEMENT *to = (ELEMENT *)conv->call->result +
                  (number * s->result_rows + 2 * stretch.first_row) * s->result_columns + 2 * unit->first_column;
    for (size_t i = 0; i < stretch.rows; i++, even += 2 * unit->width, odd += 2 * unit->width) {
      NAME(fetch_ahead)(to, s->result_rows, s->result_columns);
      NAME(copy)(even, to, width);
      if (2 * (stretch.first_row + i) + 1 < s->result_rows) NAME(copy)(odd, to + s->result_columns, width);
      to += 2 * s->result_columns;
    }
    row += stretch.rows;
  }
}

// All filters, a panel at a time.
static bool NAME(make_results)(NAME(winograd) * conv, const NAME(winograd_unit) * unit) {
  const fovea_conv_call *call = conv->call;
  const fovea_conv_shape *s = &call->shape;
  const size_t tiles = unit->rows * unit->width, vectors = (tiles + LANES - 1) / LANES;
  const ELEMENT *weights = conv->weights + unit->group * transformed * conv->weight_step;
  for (size_t first = 0; first < s->filters; first += conv->panel, weights += conv->panel_step) {
    if (is_raised(call->cancel)) return false;
    const size_t filters = at_most(conv->panel, s->filters - first);
    const size_t most = filters <= ROWS_FOR(3) ? 3 : 2, pieces = (vectors + most - 1) / most;
    for (size_t i = 0; i < transformed; i++)
      for (size_t piece = 0; piece < pieces; piece++) {
        const size_t v = vectors * piece / pieces, end = vectors * (piece + 1) / pieces;
        NAME(tiles)
        [end - v - 1][filters - 1](s->channels, weights + i *conv->weight_step, conv->weight_at,
            unit->source + i *conv->source_step + v *LANES, conv->source_at,
            unit->products + i *conv->product_step + v *LANES, conv->lanes, false);
      }
    for (size_t f = 0; f < filters; f++) {
      const ELEMENT bias = call->bias ? ((const ELEMENT *)call->bias)[unit->group * s->filters + first + f] : 0;
      const VECTOR sum = NAME(transform_products)(unit->products + f * conv->lanes, conv->product_step, tiles,
          (VECTOR)(bias), call->rectified, unit->results, unit->results + 2 * conv->lanes);
      if (NAME(sum_of_lanes)(sum) != 0) atomic_store_explicit(&conv->spoilt, true, memory_order_relaxed);
      NAME(store_lines)(conv, unit, first + f, unit->results);
    }
  }
  return true;
}

static void NAME(run_winograd_unit)(void *context, size_t task, size_t worker) {
  NAME(winograd) *conv = context;
  const fovea_conv_shape *s = &conv->call->shape;
  const winograd_tiles *tiles = &conv->tiles;
  if (atomic_load_explicit(&conv->cancelled, memory_order_relaxed)) return;
  if (atomic_load_explicit(&conv->spoilt, memory_order_relaxed)) return;
  NAME(winograd_unit) unit = {.group = task / tiles->segments / tiles->bands};
  unit.first_row = task / tiles->segments % tiles->bands * tiles->band;
  unit.rows = at_most(tiles->band, s->pictures * tiles->rows - unit.first_row);
  unit.first_column = task % tiles->segments * tiles->segment;
  unit.width = at_most(tiles->segment, tiles->columns - unit.first_column);
  unit.source = conv->workspace + worker * conv->workspace_step;
  unit.products = unit.source + transformed * conv->source_step;
  unit.results = unit.products + transformed * conv->product_step;
  unit.read.arrays = unit.results + 4 * conv->lanes;
  unit.read.array = conv->array;
  unit.read.line = conv->line;
  unit.read.lines = unit.read.arrays + 8 * conv->array;
  unit.read.width = unit.width;
  const size_t line = 2 * unit.width + 2;
  const ptrdiff_t origin = frame_axis_for(&s->columns, 1).origin + (ptrdiff_t)(2 * unit.first_column);
  unit.read.cut = NAME(cut_row)(s->columns.source, origin, 1, line);
  memset(unit.read.lines, 0, conv->lines * sizeof(ELEMENT));
  if (!NAME(transform_source)(conv, &unit) || !NAME(make_results)(conv, &unit))
    atomic_store_explicit(&conv->cancelled, true, memory_order_relaxed);
}

static size_t NAME(winograd_scratch)(const fovea_conv_shape *shape, size_t threads) {
  NAME(winograd) conv;
  return NAME(lay_out_winograd)(&conv, shape, threads, NULL);
}

static winograd_outcome NAME(winograd_conv)(const fovea_conv_call *call, void *scratch) {
  const fovea_conv_shape *s = &call->shape;
  NAME(winograd) conv = {.call = call};
  NAME(lay_out_winograd)(&conv, s, call->threads, scratch);
  for (size_t c = 0; c < s->channels; c++) {
    conv.weight_at[c] = (int32_t)(c * conv.panel);
    conv.source_at[c] = (int32_t)(c * conv.lanes);
  }
  const size_t threads = threads_for(conv_work(s) / 2, call->threads);
  fovea_pool_run(s->groups * ((s->filters + conv.panel - 1) / conv.panel), threads, NAME(transform_weights), &conv);
  if (is_raised(call->cancel)) return winograd_cancelled;
  fovea_pool_run(s->groups * conv.tiles.bands * conv.tiles.segments, threads, NAME(run_winograd_unit), &conv);
  if (atomic_load_explicit(&conv.cancelled, memory_order_relaxed) || is_raised(call->cancel)) return winograd_cancelled;
  return atomic_load_explicit(&conv.spoilt, memory_order_relaxed) ? winograd_spoilt : winograd_finished;
}
