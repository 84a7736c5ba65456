// The transformed source Bᵀ·d·B of a unit of tiles, for one element type at one CPU level. Columns are transformed on the
// way from the source's rows, each row once; then rows, with lanes that run on from one row of tiles to the next.

typedef ELEMENT NAME(pair) __attribute__((ext_vector_type(2 * LANES), aligned(sizeof(ELEMENT))));

// Rows of tiles that one picture gives to a unit.
typedef struct {
  size_t picture, first_row, rows;
} NAME(stretch);

// The stretch that begins at row `row` of all pictures' tiles, of at most `rows`.
static NAME(stretch) NAME(stretch_from)(const winograd_tiles *tiles, size_t row, size_t rows) {
  const size_t first = row % tiles->rows;
  return (NAME(stretch)){.picture = row / tiles->rows, .first_row = first, .rows = at_most(rows, tiles->rows - first)};
}

// What a unit's tiles see of the rows of one channel, and the memory for it.
typedef struct {
  NAME(cut) cut;
  // Tiles side by side; elements of a row with its zeros, and of one of the eight arrays [column number][row's parity]
  // of transformed rows.
  size_t width, line, array;
  // Rows with the zeros around them, all of a stretch's before they are transformed: what was just written in pieces
  // is slow to read as a whole.
  ELEMENT *lines, *arrays;
} NAME(winograd_rows);

static void NAME(copy_lines)(const fovea_conv_shape *s, const NAME(winograd_rows) * rows, const NAME(stretch) * stretch,
    ptrdiff_t origin, const ELEMENT *plane) {
  ELEMENT *line = rows->lines + rows->cut.lead;
  for (size_t q = 0; q < 2 * stretch->rows + 2; q++, line += rows->line) {
    const ptrdiff_t y = origin + (ptrdiff_t)(2 * stretch->first_row + q);
    if (y < 0 || y >= (ptrdiff_t)s->rows.source) {
      memset(line, 0, rows->cut.inside * sizeof(ELEMENT));
      continue;
    }
    const ELEMENT *row = plane + (size_t)y * s->columns.source;
    NAME(fetch_ahead)(row, s->rows.source, s->columns.source);
    NAME(copy)(row + rows->cut.start, line, rows->cut.inside);
  }
}

// Transforms the columns of the lines of a stretch.
static void NAME(transform_columns)(const NAME(winograd_rows) * rows, size_t count) {
  for (size_t q = 0; q < count; q++) {
    const ELEMENT *line = rows->lines + q * rows->line;
    ELEMENT *to = rows->arrays + q % 2 * rows->array + q / 2 * rows->width;
    for (size_t x = 0; x < rows->width; x += LANES) {
      const NAME(pair) near = *(const NAME(pair) *)(line + 2 * x), far = *(const NAME(pair) *)(line + 2 * x + 2);
      const VECTOR d0 = near.even, d1 = near.odd, d2 = far.even, d3 = far.odd;
      NAME(store)(to + x, d0 - d2);
      NAME(store)(to + 2 * rows->array + x, d1 + d2);
      NAME(store)(to + 4 * rows->array + x, d2 - d1);
      NAME(store)(to + 6 * rows->array + x, d1 - d3);
    }
  }
}

// Transforms the rows of `count` tiles, of which each vector of 16 numbers goes to streams that are `step` apart.
static void NAME(transform_rows)(const NAME(winograd_rows) * rows, size_t count, ELEMENT *to, size_t step) {
  for (size_t p = 0; p < count; p += LANES)
#pragma clang loop unroll(full)
    for (size_t j = 0; j < 4; j++) {
      const ELEMENT *even = rows->arrays + 2 * j * rows->array + p, *odd = even + rows->array;
      const VECTOR d0 = NAME(load)(even), d1 = NAME(load)(odd);
      const VECTOR d2 = NAME(load)(even + rows->width), d3 = NAME(load)(odd + rows->width);
      NAME(store)(to + j * step + p, d0 - d2);
      NAME(store)(to + (4 + j) * step + p, d1 + d2);
      NAME(store)(to + (8 + j) * step + p, d2 - d1);
      NAME(store)(to + (12 + j) * step + p, d1 - d3);
    }
}
