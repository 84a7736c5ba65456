// Matrix products for one element type at one CPU level; matmul.c says how they work.

// Which of the three ways a product goes. A product with a vector is seen as rows × 1.
typedef enum { NAME(plain_way), NAME(vector_way), NAME(blocked_way) } NAME(way);

static NAME(way) NAME(choose)(const fovea_matmul_shape *s) {
  if (s->columns == 1 && ((s->a_along == 1 && s->b_down == 1) || (s->a_down == 1 && s->c_down == 1)))
    return NAME(vector_way);
  // Below this, copying into panels costs more than it saves.
  return s->rows * s->columns * s->depth < 1024 ? NAME(plain_way) : NAME(blocked_way);
}

static void NAME(begin_row)(const fovea_matmul_call *call, size_t row) {
  ELEMENT *c = (ELEMENT *)call->c + (ptrdiff_t)row * call->shape.c_down;
  if (call->accumulates) return;
  for (size_t j = 0; j < call->shape.columns; j++) c[j] = call->bias ? ((const ELEMENT *)call->bias)[j] : 0;
}

static void NAME(end_row)(const fovea_matmul_call *call, ELEMENT *row, size_t columns) {
  if (!call->rectified) return;
  for (size_t j = 0; j < columns; j++) row[j] = row[j] <= 0 ? 0 : row[j];
}

static void NAME(plain)(const fovea_matmul_call *call) {
  const fovea_matmul_shape *s = &call->shape;
  const ELEMENT *restrict a = call->a, *restrict b = call->b;
  for (size_t i = 0; i < s->rows; i++) {
    ELEMENT *restrict row = (ELEMENT *)call->c + (ptrdiff_t)i * s->c_down;
    NAME(begin_row)(call, i);
    for (size_t p = 0; p < s->depth; p++) {
      const ELEMENT factor = a[(ptrdiff_t)i * s->a_down + (ptrdiff_t)p * s->a_along];
      const ELEMENT *other = b + (ptrdiff_t)p * s->b_down;
      if (s->b_along == 1) {
        for (size_t j = 0; j < s->columns; j++) row[j] += factor * other[j];
      } else {
        for (size_t j = 0; j < s->columns; j++) row[j] += factor * other[(ptrdiff_t)j * s->b_along];
      }
    }
    NAME(end_row)(call, row, s->columns);
  }
}

static ELEMENT NAME(dot)(const ELEMENT *a, const ELEMENT *b, size_t count) {
  VECTOR sums[4] = {(VECTOR)(0), (VECTOR)(0), (VECTOR)(0), (VECTOR)(0)};
  size_t p = 0;
  for (; p + 4 * LANES <= count; p += 4 * LANES)
    for (size_t v = 0; v < 4; v++) sums[v] += NAME(load)(a + p + v * LANES) * NAME(load)(b + p + v * LANES);
  ELEMENT lanes[LANES], result;
  NAME(store)(lanes, (sums[0] + sums[1]) + (sums[2] + sums[3]));
  NAME(add_lanes)(lanes, 1, &result);
  for (; p < count; p++) result += a[p] * b[p];
  return result;
}

// A matrix times a vector: dot products of its rows, or a sum of its columns, whichever lie contiguously.
static bool NAME(by_vector)(const fovea_matmul_call *call) {
  const fovea_matmul_shape *s = &call->shape;
  const ELEMENT *a = call->a, *b = call->b;
  ELEMENT *c = call->c;
  const bool by_rows = s->a_along == 1 && s->b_down == 1;
  for (size_t i = 0; i < s->rows; i++) NAME(begin_row)(call, i);
  const size_t lines = by_rows ? s->rows : s->depth;
  for (size_t line = 0; line < lines; line++) {
    if (line % 64 == 0 && is_raised(call->cancel)) return false;
    if (by_rows) {
      c[(ptrdiff_t)line * s->c_down] += NAME(dot)(a + (ptrdiff_t)line * s->a_down, b, s->depth);
    } else {
      const ELEMENT factor = b[(ptrdiff_t)line * s->b_down];
      const ELEMENT *column = a + (ptrdiff_t)line * s->a_along;
      for (size_t i = 0; i < s->rows; i++) c[i] += factor * column[i];
    }
  }
  for (size_t i = 0; i < s->rows; i++) NAME(end_row)(call, c + (ptrdiff_t)i * s->c_down, 1);
  return true;
}

// Copies lines × depth elements into panels of `unit` lines each, the lines of a panel side by side and zeros beyond the
// last one. `across` is the step from line to line, `along` that along a line. LANES elements behind the panels are lost.
static void NAME(pack)(
    ELEMENT *to, const ELEMENT *from, size_t lines, size_t depth, ptrdiff_t across, ptrdiff_t along, size_t unit) {
  for (size_t first = 0; first < lines; first += unit, to += unit * depth) {
    const size_t width = at_most(unit, lines - first);
    const ELEMENT *source = from + (ptrdiff_t)first * across;
    if (width < unit) memset(to, 0, unit * depth * sizeof(ELEMENT));
    if (along == 1) {
      NAME(transpose_matrix)(source, width, (size_t)across, depth, to, unit);
    } else if (across == 1) {
      for (size_t p = 0; p < depth; p++) NAME(copy)(source + (ptrdiff_t)p * along, to + p * unit, width);
    } else {
      for (size_t r = 0; r < width; r++)
        for (size_t p = 0; p < depth; p++) to[p * unit + r] = source[(ptrdiff_t)r * across + (ptrdiff_t)p * along];
    }
  }
}

typedef struct {
  const fovea_matmul_call *call;
  // Rows and columns of the tiles that stay in registers.
  size_t tile_rows, tile_columns;
  // What is copied at a time, and how it is dealt out: strips of columns to copy, and blocks of rows times `span` columns
  // to multiply, which are all where there are blocks enough, since each copies its rows anew.
  size_t rows, columns, depth, strip, span;
  // Where the part in hand begins, and how far it goes.
  size_t first_column, first_depth, column_count, depth_count;
  int32_t *a_at, *b_at;
  ELEMENT *b_panels;
  // One thread's panels of a and a tile, and the step to the next one's.
  ELEMENT *workspace;
  size_t workspace_step;
  atomic_bool cancelled;
} NAME(product);

static size_t NAME(lay_out_product)(
    NAME(product) * product, const fovea_matmul_shape *s, size_t threads, void *scratch) {
  scratch_layout layout = {.start = scratch};
  product->tile_columns = s->columns <= LANES ? LANES : 2 * LANES;
  product->tile_rows = even_piece(s->rows, ROWS_FOR(2));
  product->depth = even_piece(s->depth, 256);
  product->rows = rounded_up(even_piece(s->rows, 8 * product->tile_rows), product->tile_rows);
  product->columns = at_most(rounded_up(s->columns, product->tile_columns), 2048);
  const size_t blocks = (s->rows + product->rows - 1) / product->rows;
  product->strip = at_most(product->columns, rounded_up(256, product->tile_columns));
  product->span = blocks >= 4 ? product->columns : product->strip;
  product->a_at = scratch_take(&layout, product->depth * sizeof(int32_t));
  product->b_at = scratch_take(&layout, product->depth * sizeof(int32_t));
  product->b_panels = scratch_take(&layout, (product->columns * product->depth + LANES) * sizeof(ELEMENT));
  product->workspace_step = rounded_up(
      product->rows * product->depth + LANES + MOST_ROWS * 2 * LANES, cache_line / sizeof(ELEMENT));
  product->workspace = scratch_take(&layout, threads * product->workspace_step * sizeof(ELEMENT));
  return scratch_size(&layout);
}

static void NAME(pack_strip)(void *context, size_t task, size_t worker) {
  (void)worker;
  const NAME(product) *product = context;
  const fovea_matmul_shape *s = &product->call->shape;
  const size_t first = task * product->strip, count = at_most(product->strip, product->column_count - first);
  const ELEMENT *b = (const ELEMENT *)product->call->b + (ptrdiff_t)product->first_depth * s->b_down +
                     (ptrdiff_t)(product->first_column + first) * s->b_along;
  NAME(pack)(product->b_panels + first * product->depth_count, b, count, product->depth_count, s->b_along, s->b_down,
      product->tile_columns);
}

// Adds a tile to c, or begins c with it.
static void NAME(store_tile)(const NAME(product) * product, const ELEMENT *tile, size_t tile_step, size_t row,
    size_t rows, size_t column, size_t columns) {
  const fovea_matmul_call *call = product->call;
  const bool adds = call->accumulates || product->first_depth > 0;
  const bool is_last = product->first_depth + product->depth_count == call->shape.depth;
  for (size_t r = 0; r < rows; r++, tile += tile_step) {
    ELEMENT *c = (ELEMENT *)call->c + (ptrdiff_t)(row + r) * call->shape.c_down + (ptrdiff_t)column;
    const ELEMENT *start = adds ? c : call->bias ? (const ELEMENT *)call->bias + column : NULL;
    size_t j = 0;
    for (; j + LANES <= columns; j += LANES)
      NAME(store)(c + j, start ? NAME(load)(start + j) + NAME(load)(tile + j) : NAME(load)(tile + j));
    for (; j < columns; j++) c[j] = start ? start[j] + tile[j] : tile[j];
    if (is_last) NAME(end_row)(call, c, columns);
  }
}

// Asks for the part of c that a tile will be added to, while it is computed.
static inline __attribute__((always_inline)) void NAME(fetch_tile)(
    const NAME(product) * product, size_t row, size_t rows, size_t column) {
  const ELEMENT *c = (const ELEMENT *)product->call->c + (ptrdiff_t)row * product->call->shape.c_down + column;
  for (size_t r = 0; r < rows; r++, c += product->call->shape.c_down) __builtin_prefetch(c, 1);
}

// A block of rows times a span of columns.
static void NAME(multiply_block)(void *context, size_t task, size_t worker) {
  NAME(product) *product = context;
  const fovea_matmul_shape *s = &product->call->shape;
  const size_t blocks = (s->rows + product->rows - 1) / product->rows;
  const size_t first_row = task % blocks * product->rows, rows = at_most(product->rows, s->rows - first_row);
  const size_t first_column = task / blocks * product->span;
  const size_t end = at_most(first_column + product->span, product->column_count);
  const size_t depth = product->depth_count, unit = product->tile_rows;
  if (is_raised(product->call->cancel)) atomic_store_explicit(&product->cancelled, true, memory_order_relaxed);
  if (atomic_load_explicit(&product->cancelled, memory_order_relaxed)) return;
  ELEMENT *tile = product->workspace + worker * product->workspace_step, *a_panels = tile + MOST_ROWS * 2 * LANES;
  NAME(pack)(a_panels,
      (const ELEMENT *)product->call->a + (ptrdiff_t)first_row * s->a_down +
          (ptrdiff_t)product->first_depth * s->a_along,
      rows, depth, s->a_down, s->a_along, unit);
  for (size_t j = first_column; j < end; j += product->tile_columns) {
    const size_t columns = at_most(product->tile_columns, end - j), vectors = (columns + LANES - 1) / LANES;
    for (size_t i = 0; i < rows; i += unit) {
      const size_t count = at_most(unit, rows - i);
      NAME(fetch_tile)(product, first_row + i, count, product->first_column + j);
      NAME(tiles)
      [vectors - 1][count - 1](depth, a_panels + i * depth, product->a_at, product->b_panels + j * depth, product->b_at,
          tile, vectors * LANES, false);
      NAME(store_tile)(product, tile, vectors * LANES, first_row + i, count, product->first_column + j, columns);
    }
  }
}

static bool NAME(blocked)(const fovea_matmul_call *call, void *scratch) {
  const fovea_matmul_shape *s = &call->shape;
  NAME(product) product = {.call = call};
  NAME(lay_out_product)(&product, s, call->threads, scratch);
  for (size_t d = 0; d < product.depth; d++) {
    product.a_at[d] = (int32_t)(d * product.tile_rows);
    product.b_at[d] = (int32_t)(d * product.tile_columns);
  }
  const size_t threads = threads_for((double)s->rows * (double)s->columns * (double)s->depth, call->threads);
  const size_t blocks = (s->rows + product.rows - 1) / product.rows;
  for (product.first_column = 0; product.first_column < s->columns; product.first_column += product.columns)
    for (product.first_depth = 0; product.first_depth < s->depth; product.first_depth += product.depth) {
      product.column_count = at_most(product.columns, s->columns - product.first_column);
      product.depth_count = at_most(product.depth, s->depth - product.first_depth);
      const size_t strips = (product.column_count + product.strip - 1) / product.strip;
      fovea_pool_run(strips, threads, NAME(pack_strip), &product);
      const size_t spans = (product.column_count + product.span - 1) / product.span;
      fovea_pool_run(spans * blocks, threads, NAME(multiply_block), &product);
      if (atomic_load_explicit(&product.cancelled, memory_order_relaxed)) return false;
    }
  return true;
}

static size_t NAME(matmul_scratch)(const fovea_matmul_shape *s, size_t threads) {
  NAME(product) product;
  return NAME(choose)(s) == NAME(blocked_way) ? NAME(lay_out_product)(&product, s, threads, NULL) : 0;
}

static bool NAME(matmul)(const fovea_matmul_call *call, void *scratch) {
  switch (NAME(choose)(&call->shape)) {
  case NAME(plain_way): NAME(plain)(call); return true;
  case NAME(vector_way): return NAME(by_vector)(call);
  case NAME(blocked_way): return NAME(blocked)(call, scratch);
  }
  return false;
}
