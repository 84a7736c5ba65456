// Exchanges the rows and columns of a square of LANES vectors: first within the 16-byte parts of vectors, where
// shuffles are cheapest, then whole parts.

// PAIR_LOW and PAIR_HIGH interleave what two vectors hold in the first and the second half of each part, element by
// element; for four elements a part, TWO_LOW and TWO_HIGH do so two by two. EVEN_PARTS and ODD_PARTS choose every other
// part of both.
#define SHUFFLE __builtin_shufflevector
#if VECTOR_BYTES == 16 && LANES_LOG == 1
#define PAIR_LOW(a, b) SHUFFLE(a, b, 0, 2)
#define PAIR_HIGH(a, b) SHUFFLE(a, b, 1, 3)
#elif VECTOR_BYTES == 16
#define PAIR_LOW(a, b) SHUFFLE(a, b, 0, 4, 1, 5)
#define PAIR_HIGH(a, b) SHUFFLE(a, b, 2, 6, 3, 7)
#define TWO_LOW(a, b) SHUFFLE(a, b, 0, 1, 4, 5)
#define TWO_HIGH(a, b) SHUFFLE(a, b, 2, 3, 6, 7)
#elif VECTOR_BYTES == 32 && LANES_LOG == 2
#define PAIR_LOW(a, b) SHUFFLE(a, b, 0, 4, 2, 6)
#define PAIR_HIGH(a, b) SHUFFLE(a, b, 1, 5, 3, 7)
#define EVEN_PARTS(a, b) SHUFFLE(a, b, 0, 1, 4, 5)
#define ODD_PARTS(a, b) SHUFFLE(a, b, 2, 3, 6, 7)
#elif VECTOR_BYTES == 32
#define PAIR_LOW(a, b) SHUFFLE(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define PAIR_HIGH(a, b) SHUFFLE(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define TWO_LOW(a, b) SHUFFLE(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define TWO_HIGH(a, b) SHUFFLE(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#define EVEN_PARTS(a, b) SHUFFLE(a, b, 0, 1, 2, 3, 8, 9, 10, 11)
#define ODD_PARTS(a, b) SHUFFLE(a, b, 4, 5, 6, 7, 12, 13, 14, 15)
#elif LANES_LOG == 3
#define PAIR_LOW(a, b) SHUFFLE(a, b, 0, 8, 2, 10, 4, 12, 6, 14)
#define PAIR_HIGH(a, b) SHUFFLE(a, b, 1, 9, 3, 11, 5, 13, 7, 15)
#define EVEN_PARTS(a, b) SHUFFLE(a, b, 0, 1, 4, 5, 8, 9, 12, 13)
#define ODD_PARTS(a, b) SHUFFLE(a, b, 2, 3, 6, 7, 10, 11, 14, 15)
#else
#define PAIR_LOW(a, b) SHUFFLE(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define PAIR_HIGH(a, b) SHUFFLE(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define TWO_LOW(a, b) SHUFFLE(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define TWO_HIGH(a, b) SHUFFLE(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define EVEN_PARTS(a, b) SHUFFLE(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
#define ODD_PARTS(a, b) SHUFFLE(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31)
#endif

// What part p of vector e + i · PART holds goes to part i of vector p · PART + e, where a part has PART elements.
#define PART (16 / sizeof(ELEMENT))

static inline __attribute__((always_inline)) void NAME(transpose)(VECTOR square[LANES]) {
#pragma clang loop unroll(full)
  for (size_t i = 0; i < LANES; i += PART) {
    const VECTOR a = square[i], b = square[i + 1];
#ifndef TWO_LOW
    square[i] = PAIR_LOW(a, b);
    square[i + 1] = PAIR_HIGH(a, b);
#else
    const VECTOR c = square[i + 2], d = square[i + 3];
    const VECTOR low = PAIR_LOW(a, b), high = PAIR_HIGH(a, b), more_low = PAIR_LOW(c, d), more_high = PAIR_HIGH(c, d);
    square[i] = TWO_LOW(low, more_low);
    square[i + 1] = TWO_HIGH(low, more_low);
    square[i + 2] = TWO_LOW(high, more_high);
    square[i + 3] = TWO_HIGH(high, more_high);
#endif
  }
#ifdef EVEN_PARTS
#pragma clang loop unroll(full)
  for (size_t e = 0; e < PART; e++) {
    const VECTOR a = square[e], b = square[e + PART];
    const VECTOR even = EVEN_PARTS(a, b), odd = ODD_PARTS(a, b);
#if VECTOR_BYTES == 32
    square[e] = even;
    square[e + PART] = odd;
#else
    const VECTOR c = square[e + 2 * PART], d = square[e + 3 * PART];
    const VECTOR more_even = EVEN_PARTS(c, d), more_odd = ODD_PARTS(c, d);
    square[e] = EVEN_PARTS(even, more_even);
    square[e + PART] = EVEN_PARTS(odd, more_odd);
    square[e + 2 * PART] = ODD_PARTS(even, more_even);
    square[e + 3 * PART] = ODD_PARTS(odd, more_odd);
#endif
  }
#endif
}

#undef SHUFFLE
#undef PAIR_LOW
#undef PAIR_HIGH
#undef TWO_LOW
#undef TWO_HIGH
#undef EVEN_PARTS
#undef ODD_PARTS
#undef PART

// to[column][row] = from[row][column]. Rows of the result are `to_step` apart; what a vector writes beyond the last of
// them is written over by the next row's, or lies in the LANES elements behind the result, whose contents are lost.
static __attribute__((unused)) void NAME(transpose_matrix)(
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
