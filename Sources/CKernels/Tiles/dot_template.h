// Products summed along the lanes, for one element type at one CPU level:
//
//   out[r][s] = Σ_p a[r · a_step + p] · b[b_at[s] + p]     for r < rows, s < shifts and p < length, a multiple of LANES
//
// Each pair has a vector of sums of its own, which is added up at the end.

// More sums than these do not fit the registers.
#define MOST_DOT_ROWS (REGISTERS == 32 ? 4 : 3)
#define MOST_DOT_SHIFTS (REGISTERS == 32 ? 6 : 4)
#define DOT_SHIFTS_ROOM 6

static inline __attribute__((always_inline)) void NAME(dot_sums)(const size_t rows, const size_t shifts, size_t length,
    const ELEMENT *restrict a, size_t a_step, const ELEMENT *restrict b, const int32_t *restrict b_at,
    ELEMENT *restrict sums_out) {
  VECTOR sums[4][DOT_SHIFTS_ROOM];
  const ELEMENT *seen[DOT_SHIFTS_ROOM];
#pragma clang loop unroll(full)
  for (size_t s = 0; s < shifts; s++) seen[s] = b + b_at[s];
#pragma clang loop unroll(full)
  for (size_t r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (size_t s = 0; s < shifts; s++) sums[r][s] = (VECTOR)(0);
  for (size_t p = 0; p < length; p += LANES) {
    VECTOR factors[4];
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) factors[r] = NAME(load)(a + r * a_step + p);
#pragma clang loop unroll(full)
    for (size_t s = 0; s < shifts; s++) {
      const VECTOR values = NAME(load)(seen[s] + p);
#pragma clang loop unroll(full)
      for (size_t r = 0; r < rows; r++) sums[r][s] += factors[r] * values;
    }
  }
#pragma clang loop unroll(full)
  for (size_t r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (size_t s = 0; s < shifts; s++) NAME(store)(sums_out + (r * shifts + s) * LANES, sums[r][s]);
}

// The sum of the lanes of each of `count` vectors. For many, rows and columns are exchanged, and vectors added.
static __attribute__((unused)) void NAME(add_lanes)(const ELEMENT *vectors, size_t count, ELEMENT *out) {
  size_t first = 0;
  for (; first + LANES <= count; first += LANES) {
    VECTOR square[LANES];
    for (size_t i = 0; i < LANES; i++) square[i] = NAME(load)(vectors + (first + i) * LANES);
    NAME(transpose)(square);
    VECTOR sum = square[0];
    for (size_t i = 1; i < LANES; i++) sum += square[i];
    NAME(store)(out + first, sum);
  }
  for (; first < count; first++) out[first] = NAME(sum_of_lanes)(NAME(load)(vectors + first * LANES));
}

typedef void (*NAME(dot_function))(
    size_t length, const ELEMENT *a, size_t a_step, const ELEMENT *b, const int32_t *b_at, ELEMENT *sums);

// Nobody calls the functions of sizes that do not fit the registers; they do nothing.
#define DOT(rows, shifts) \
  static void NAME(dot_##rows##_##shifts)( \
      size_t length, const ELEMENT *a, size_t a_step, const ELEMENT *b, const int32_t *b_at, ELEMENT *sums) { \
    if (rows <= MOST_DOT_ROWS && shifts <= MOST_DOT_SHIFTS) \
      NAME(dot_sums)(rows, shifts, length, a, a_step, b, b_at, sums); \
  }
#define DOTS(rows) DOT(rows, 1) DOT(rows, 2) DOT(rows, 3) DOT(rows, 4) DOT(rows, 5) DOT(rows, 6)
DOTS(1)
DOTS(2)
DOTS(3)
DOTS(4)

#define DOT_NAMES(rows) \
  {NAME(dot_##rows##_1), NAME(dot_##rows##_2), NAME(dot_##rows##_3), NAME(dot_##rows##_4), NAME(dot_##rows##_5), \
      NAME(dot_##rows##_6)}

// By rows - 1, then by shifts - 1.
static const __attribute__((unused)) NAME(dot_function)
    NAME(dots)[4][DOT_SHIFTS_ROOM] = {DOT_NAMES(1), DOT_NAMES(2), DOT_NAMES(3), DOT_NAMES(4)};
