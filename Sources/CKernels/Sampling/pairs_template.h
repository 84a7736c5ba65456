// Vectors of pairs, for one element type at one CPU level: (x, y) of points, (left, right) of neighbours.

// Twice as many as a vector has elements. Where these are several registers comparisons are slow, so there are none.
#define PAIRS NAME(vector_pairs)
#define DOUBLE_PAIRS NAME(double_pairs)
typedef ELEMENT PAIRS __attribute__((ext_vector_type(2 * LANES), aligned(sizeof(ELEMENT))));
typedef double DOUBLE_PAIRS __attribute__((ext_vector_type(2 * LANES), aligned(sizeof(double))));

// Of LANES pairs, the first elements and the second ones.
static inline __attribute__((always_inline)) void NAME(split)(const ELEMENT *pairs, VECTOR *firsts, VECTOR *seconds) {
  const PAIRS both = *(const PAIRS *)pairs;
  *firsts = both.even;
  *seconds = both.odd;
}

// The other way round.
static inline __attribute__((always_inline)) void NAME(join)(VECTOR firsts, VECTOR seconds, ELEMENT *pairs) {
  PAIRS both = {0};
  both.even = firsts;
  both.odd = seconds;
  *(PAIRS *)pairs = both;
}
