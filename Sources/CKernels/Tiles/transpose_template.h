// Exchanges the rows and columns of a square of LANES vectors: each round interleaves the first half of the vectors with
// the second, element by element, and as many rounds as LANES has binary digits do it.

#if LANES_LOG == 1
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 2)
#define HIGH(a, b) __builtin_shufflevector(a, b, 1, 3)
#elif LANES_LOG == 2
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define HIGH(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#elif LANES_LOG == 3
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define HIGH(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#else
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define HIGH(a, b) __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#endif

static inline __attribute__((always_inline)) void NAME(transpose)(VECTOR square[LANES]) {
#pragma clang loop unroll(full)
  for (int round = 0; round < LANES_LOG; round++) {
    VECTOR next[LANES];
#pragma clang loop unroll(full)
    for (size_t i = 0; i < LANES / 2; i++) {
      next[2 * i] = LOW(square[i], square[i + LANES / 2]);
      next[2 * i + 1] = HIGH(square[i], square[i + LANES / 2]);
    }
#pragma clang loop unroll(full)
    for (size_t i = 0; i < LANES; i++) square[i] = next[i];
  }
}

#undef LOW
#undef HIGH

// to[column][row] = from[row][column]. Rows of the result are `to_step` apart; what a vector writes beyond the last of
// them is written over by the next row's, or lies in the LANES elements behind the result, whose contents are lost.
static void NAME(transpose_matrix)(
    const ELEMENT *from, size_t rows, size_t from_step, size_t columns, ELEMENT *to, size_t to_step) {
  const size_t last = (rows - 1) / LANES * LANES;
  for (size_t column = 0; column < columns; column += LANES) {
    const size_t width = at_most(LANES, columns - column);
    // From the last rows, whose vectors may be too long, to the first.
    for (size_t done = 0; done <= last; done += LANES) {
      const size_t row = last - done, height = at_most(LANES, rows - row);
      VECTOR square[LANES];
      for (size_t i = 0; i < LANES; i++) {
        square[i] = (VECTOR)(0);
        if (i < height && width == LANES) square[i] = NAME(load)(from + (row + i) * from_step + column);
        if (i < height && width < LANES)
          memcpy(&square[i], from + (row + i) * from_step + column, width * sizeof(ELEMENT));
      }
      NAME(transpose)(square);
      for (size_t i = 0; i < width; i++) NAME(store)(to + (column + i) * to_step + row, square[i]);
    }
  }
}

// The sum of a vector's lanes: halves are added until one is left.
static inline __attribute__((always_inline, unused)) ELEMENT NAME(sum_of_lanes)(VECTOR v) {
#if LANES_LOG == 4
  const __auto_type eight = v.lo + v.hi;
  const __auto_type four = eight.lo + eight.hi;
  const __auto_type two = four.lo + four.hi;
#elif LANES_LOG == 3
  const __auto_type four = v.lo + v.hi;
  const __auto_type two = four.lo + four.hi;
#elif LANES_LOG == 2
  const __auto_type two = v.lo + v.hi;
#else
  const __auto_type two = v;
#endif
  return two.lo + two.hi;
}
