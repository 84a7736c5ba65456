// The matrix product for one element type at one CPU level. Included with
//   ELEMENT       the element type
//   NAME(part)    a name of its own for each inclusion
//   TARGET        the attribute that lets the compiler use the level's instructions
//   VECTOR_BYTES  the width of a vector register
//   TILE_ROWS     rows of the tile of c that is held in registers; it is two vectors wide

#define VECTOR NAME(vector)
#define LANES (VECTOR_BYTES / sizeof(ELEMENT))
#define TILE_COLUMNS (2 * LANES)

// Aligned as an element is, so that loads may be from anywhere; on aligned memory they cost nothing extra.
typedef ELEMENT VECTOR __attribute__((vector_size(VECTOR_BYTES), aligned(sizeof(ELEMENT))));

// Which of the three ways a product goes. A product with a vector is seen as rows × 1.
typedef enum { NAME(plain_way), NAME(vector_way), NAME(blocked_way) } NAME(way);

static NAME(way) NAME(choose)(const fovea_matmul_shape *s) {
  if (s->columns == 1 && ((s->a_along == 1 && s->b_down == 1) || (s->a_down == 1 && s->c_down == 1)))
    return NAME(vector_way);
  // Below this, copying into panels costs more than it saves.
  return s->rows * s->columns * s->depth < 1024 ? NAME(plain_way) : NAME(blocked_way);
}

static TARGET void NAME(plain)(
    const fovea_matmul_shape *s, const ELEMENT *restrict a, const ELEMENT *restrict b, ELEMENT *restrict c) {
  for (size_t i = 0; i < s->rows; i++) {
    ELEMENT *row = c + (ptrdiff_t)i * s->c_down;
    for (size_t p = 0; p < s->depth; p++) {
      const ELEMENT factor = a[(ptrdiff_t)i * s->a_down + (ptrdiff_t)p * s->a_along];
      const ELEMENT *other = b + (ptrdiff_t)p * s->b_down;
      if (s->b_along == 1) {
        for (size_t j = 0; j < s->columns; j++) row[j] += factor * other[j];
      } else {
        for (size_t j = 0; j < s->columns; j++) row[j] += factor * other[(ptrdiff_t)j * s->b_along];
      }
    }
  }
}

static TARGET ELEMENT NAME(dot)(const ELEMENT *a, const ELEMENT *b, size_t count) {
  VECTOR sums[4] = {{0}};
  size_t p = 0;
  for (; p + 4 * LANES <= count; p += 4 * LANES)
    for (size_t v = 0; v < 4; v++)
      sums[v] += *(const VECTOR *)(a + p + v * LANES) * *(const VECTOR *)(b + p + v * LANES);
  const VECTOR sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  ELEMENT result = 0;
  for (size_t lane = 0; lane < LANES; lane++) result += sum[lane];
  for (; p < count; p++) result += a[p] * b[p];
  return result;
}

static TARGET bool NAME(by_vector)(
    const fovea_matmul_shape *s, const ELEMENT *restrict a, const ELEMENT *restrict b, ELEMENT *restrict c,
    const fovea_cancel_word *cancel) {
  const bool by_rows = s->a_along == 1 && s->b_down == 1;
  const size_t lines = by_rows ? s->rows : s->depth;
  for (size_t line = 0; line < lines; line++) {
    if (line % 64 == 0 && cancel && fovea_cancel_is_raised(cancel)) return false;
    if (by_rows) {
      c[(ptrdiff_t)line * s->c_down] += NAME(dot)(a + (ptrdiff_t)line * s->a_down, b, s->depth);
    } else {
      const ELEMENT factor = b[(ptrdiff_t)line * s->b_down];
      const ELEMENT *column = a + (ptrdiff_t)line * s->a_along;
      for (size_t i = 0; i < s->rows; i++) c[i] += factor * column[i];
    }
  }
  return true;
}

// Copies lines × depth elements into panels of `unit` lines each, the lines of a panel side by side and zeros beyond the
// last one. `across` is the step from line to line, `along` that along a line.
static TARGET void NAME(pack)(
    ELEMENT *restrict to, const ELEMENT *restrict from, size_t lines, size_t depth, ptrdiff_t across,
    ptrdiff_t along, size_t unit) {
  for (size_t first = 0; first < lines; first += unit, to += unit * depth) {
    const size_t width = lines - first < unit ? lines - first : unit;
    const ELEMENT *source = from + (ptrdiff_t)first * across;
    if (width < unit) memset(to, 0, unit * depth * sizeof(ELEMENT));
    if (across == 1) {
      for (size_t p = 0; p < depth; p++)
        for (size_t r = 0; r < width; r++) to[p * unit + r] = source[(ptrdiff_t)p * along + (ptrdiff_t)r];
    } else {
      for (size_t r = 0; r < width; r++)
        for (size_t p = 0; p < depth; p++)
          to[p * unit + r] = source[(ptrdiff_t)r * across + (ptrdiff_t)p * along];
    }
  }
}

// A tile of c, TILE_ROWS × `vectors` vectors, stays in registers while the panels go by; then what lies inside c is added.
static inline TARGET __attribute__((always_inline)) void NAME(tile)(
    size_t depth, const ELEMENT *a, const ELEMENT *b, ELEMENT *c, ptrdiff_t c_down, size_t rows, size_t columns,
    size_t vectors) {
  VECTOR sums[TILE_ROWS][2] = {{{0}}};
  for (size_t p = 0; p < depth; p++, a += TILE_ROWS, b += TILE_COLUMNS) {
    const VECTOR left = *(const VECTOR *)b, right = *(const VECTOR *)(b + LANES);
#pragma clang loop unroll(full)
    for (size_t r = 0; r < TILE_ROWS; r++) {
      sums[r][0] += a[r] * left;
      if (vectors == 2) sums[r][1] += a[r] * right;
    }
  }
  if (rows == TILE_ROWS && columns == TILE_COLUMNS) {
#pragma clang loop unroll(full)
    for (size_t r = 0; r < TILE_ROWS; r++, c += c_down) {
      *(VECTOR *)c += sums[r][0];
      *(VECTOR *)(c + LANES) += sums[r][1];
    }
    return;
  }
  ELEMENT edge[TILE_ROWS][TILE_COLUMNS];
  memcpy(edge, sums, sizeof edge);
  for (size_t r = 0; r < rows; r++, c += c_down)
    for (size_t j = 0; j < columns; j++) c[j] += edge[r][j];
}

// One packed block of a times one packed panel row of b.
static TARGET void NAME(block)(
    size_t depth, const ELEMENT *a, const ELEMENT *b, ELEMENT *c, ptrdiff_t c_down, size_t rows, size_t columns) {
  for (size_t j = 0; j < columns; j += TILE_COLUMNS) {
    const size_t width = columns - j < TILE_COLUMNS ? columns - j : TILE_COLUMNS;
    for (size_t i = 0; i < rows; i += TILE_ROWS) {
      const size_t height = rows - i < TILE_ROWS ? rows - i : TILE_ROWS;
      ELEMENT *corner = c + (ptrdiff_t)i * c_down + (ptrdiff_t)j;
      if (width <= LANES)
        NAME(tile)(depth, a + i * depth, b + j * depth, corner, c_down, height, width, 1);
      else
        NAME(tile)(depth, a + i * depth, b + j * depth, corner, c_down, height, width, 2);
    }
  }
}

// What is copied at a time: a block of a fits the second cache, one panel of b the first.
typedef struct {
  size_t rows, columns, depth;
} NAME(extents);

static NAME(extents) NAME(block_extents)(const fovea_matmul_shape *s) {
  const size_t rows = 288 / TILE_ROWS * TILE_ROWS, columns = 2048, depth = 256;
  const NAME(extents) result = {
      s->rows < rows ? s->rows : rows, s->columns < columns ? s->columns : columns,
      s->depth < depth ? s->depth : depth};
  return result;
}

static size_t NAME(scratch)(const fovea_matmul_shape *s) {
  if (NAME(choose)(s) != NAME(blocked_way)) return 0;
  const NAME(extents) block = NAME(block_extents)(s);
  const size_t rows = (block.rows + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS;
  const size_t columns = (block.columns + TILE_COLUMNS - 1) / TILE_COLUMNS * TILE_COLUMNS;
  return (rows + columns) * block.depth * sizeof(ELEMENT) + VECTOR_BYTES;
}

static TARGET bool NAME(blocked)(
    const fovea_matmul_shape *s, const ELEMENT *a, const ELEMENT *b, ELEMENT *c, void *scratch,
    const fovea_cancel_word *cancel) {
  const NAME(extents) block = NAME(block_extents)(s);
  ELEMENT *b_panels = (ELEMENT *)(((uintptr_t)scratch + VECTOR_BYTES - 1) / VECTOR_BYTES * VECTOR_BYTES);
  ELEMENT *a_panels =
      b_panels + (block.columns + TILE_COLUMNS - 1) / TILE_COLUMNS * TILE_COLUMNS * block.depth;
  for (size_t j = 0; j < s->columns; j += block.columns) {
    const size_t columns = s->columns - j < block.columns ? s->columns - j : block.columns;
    for (size_t p = 0; p < s->depth; p += block.depth) {
      const size_t depth = s->depth - p < block.depth ? s->depth - p : block.depth;
      NAME(pack)(
          b_panels, b + (ptrdiff_t)p * s->b_down + (ptrdiff_t)j * s->b_along, columns, depth, s->b_along,
          s->b_down, TILE_COLUMNS);
      for (size_t i = 0; i < s->rows; i += block.rows) {
        if (cancel && fovea_cancel_is_raised(cancel)) return false;
        const size_t rows = s->rows - i < block.rows ? s->rows - i : block.rows;
        NAME(pack)(
            a_panels, a + (ptrdiff_t)i * s->a_down + (ptrdiff_t)p * s->a_along, rows, depth, s->a_down,
            s->a_along, TILE_ROWS);
        NAME(block)(
            depth, a_panels, b_panels, c + (ptrdiff_t)i * s->c_down + (ptrdiff_t)j, s->c_down, rows, columns);
      }
    }
  }
  return true;
}

static bool NAME(matmul)(
    const fovea_matmul_shape *s, const ELEMENT *a, const ELEMENT *b, ELEMENT *c, void *scratch,
    const fovea_cancel_word *cancel) {
  switch (NAME(choose)(s)) {
  case NAME(plain_way): NAME(plain)(s, a, b, c); return true;
  case NAME(vector_way): return NAME(by_vector)(s, a, b, c, cancel);
  case NAME(blocked_way): return NAME(blocked)(s, a, b, c, scratch, cancel);
  }
  return false;
}

#undef VECTOR
#undef LANES
#undef TILE_COLUMNS
#undef ELEMENT
#undef SUFFIX
