// The innermost loops of matrix products and convolutions, for one element type at one CPU level.
//
//   out[r · out_step + lane] = Σ_d a[a_at[d] + r] · b[b_at[d] + lane]     for r < rows and lane < vectors · LANES
//
// or added to what is there, so that long sums can be cut into parts whose numbers stay in the first cache.
//
// The sums stay in registers while d runs. Each number of rows and vectors that fits the registers is a function of its
// own, so that its loops are unrolled.

#define MOST_VECTORS 3
#define MOST_ROWS 14
// A single row takes so many vectors, or its few sums would wait for each other.
#define WIDE_VECTORS 8
// Sums, the vectors of b, and the element of a that is spread over a vector, share the registers.
#define ROWS_FOR(vectors) ((REGISTERS - 2) / (vectors) - 1 < MOST_ROWS ? (REGISTERS - 2) / (vectors) - 1 : MOST_ROWS)

static inline __attribute__((always_inline)) void NAME(multiply)(const size_t rows, const size_t vectors, size_t depth,
    const ELEMENT *restrict a, const int32_t *restrict a_at, const ELEMENT *restrict b, const int32_t *restrict b_at,
    ELEMENT *restrict out, size_t out_step, bool adds) {
  VECTOR sums[MOST_ROWS][WIDE_VECTORS];
#pragma clang loop unroll(full)
  for (size_t r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++) sums[r][v] = adds ? NAME(load)(out + r * out_step + v * LANES) : (VECTOR){0};
// Where another program shares the core, every instruction less counts.
#pragma clang loop unroll_count(4)
  for (size_t d = 0; d < depth; d++) {
    const ELEMENT *left = a + a_at[d], *right = b + b_at[d];
    VECTOR factors[WIDE_VECTORS];
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++) factors[v] = NAME(load)(right + v * LANES);
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++)
#pragma clang loop unroll(full)
      for (size_t v = 0; v < vectors; v++) sums[r][v] += left[r] * factors[v];
  }
#pragma clang loop unroll(full)
  for (size_t r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++) NAME(store)(out + r * out_step + v * LANES, sums[r][v]);
}

typedef void (*NAME(tile_function))(size_t depth, const ELEMENT *a, const int32_t *a_at, const ELEMENT *b,
    const int32_t *b_at, ELEMENT *out, size_t out_step, bool adds);

// Nobody calls the functions of sizes that do not fit the registers; they do nothing.
#define TILE(rows, vectors) \
  static void NAME(tile_##rows##_##vectors)(size_t depth, const ELEMENT *a, const int32_t *a_at, const ELEMENT *b, \
      const int32_t *b_at, ELEMENT *out, size_t out_step, bool adds) { \
    if (rows <= ROWS_FOR(vectors)) NAME(multiply)(rows, vectors, depth, a, a_at, b, b_at, out, out_step, adds); \
  }
#define TILES(vectors) \
  TILE(1, vectors) \
  TILE(2, vectors) TILE(3, vectors) TILE(4, vectors) TILE(5, vectors) TILE(6, vectors) TILE(7, vectors) \
      TILE(8, vectors) TILE(9, vectors) TILE(10, vectors) TILE(11, vectors) TILE(12, vectors) TILE(13, vectors) \
          TILE(14, vectors)
TILES(1)
TILES(2)
TILES(3)

#define TILE_NAMES(vectors) \
  {NAME(tile_1_##vectors), NAME(tile_2_##vectors), NAME(tile_3_##vectors), NAME(tile_4_##vectors), \
      NAME(tile_5_##vectors), NAME(tile_6_##vectors), NAME(tile_7_##vectors), NAME(tile_8_##vectors), \
      NAME(tile_9_##vectors), NAME(tile_10_##vectors), NAME(tile_11_##vectors), NAME(tile_12_##vectors), \
      NAME(tile_13_##vectors), NAME(tile_14_##vectors)}

// By vectors - 1, then by rows - 1.
static const NAME(tile_function) NAME(tiles)[MOST_VECTORS][MOST_ROWS] = {TILE_NAMES(1), TILE_NAMES(2), TILE_NAMES(3)};

static __attribute__((unused)) void NAME(wide_tile)(
    size_t depth, const ELEMENT *a, const int32_t *a_at, const ELEMENT *b, const int32_t *b_at, ELEMENT *out) {
  NAME(multiply)(1, WIDE_VECTORS, depth, a, a_at, b, b_at, out, 0, false);
}
