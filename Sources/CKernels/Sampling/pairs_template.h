// Vectors of pairs, for one element type at one CPU level: (x, y) of points, (left, right) of neighbours.

// As many doubles as a vector has elements, and twice as many of each. Where these are several registers comparisons are
// slow, so there are none.
#define DOUBLES NAME(doubles)
#define PAIRS NAME(vector_pairs)
#define DOUBLE_PAIRS NAME(double_pairs)
typedef double DOUBLES __attribute__((ext_vector_type(LANES), aligned(sizeof(double))));
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

// The sum of all lanes, by halves.
static inline __attribute__((always_inline, unused)) double NAME(add_lanes)(const DOUBLES *lanes) {
  double values[LANES];
  *(DOUBLES *)values = *lanes;
  for (size_t half = LANES / 2; half > 0; half /= 2)
    for (size_t i = 0; i < half; i++) values[i] += values[i + half];
  return values[0];
}
