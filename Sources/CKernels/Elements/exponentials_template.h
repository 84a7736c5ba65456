// exp, exp − 1, tanh and 1 / (1 + e⁻ˣ) of vectors, for one element type at one CPU level: within three units in the
// last place, as the tests measure. The series are Taylor's, cut where what follows is below half such a unit.

#define IS_FLOAT (sizeof(ELEMENT) == 4)
#define MANTISSA_BITS (IS_FLOAT ? 23 : 52)
#define EXPONENT_BIAS (IS_FLOAT ? 127 : 1023)
// Added to a small whole number, it leaves that number in the lowest bits.
#define SHIFTER ((ELEMENT)(IS_FLOAT ? 0x1.8p23 : 0x1.8p52))
// ln 2 in two parts: the first has so few bits that its product with an exponent is exact.
#define LN2_HIGH ((ELEMENT)(IS_FLOAT ? 0x1.62ep-1 : 0x1.62e42feep-1))
#define LN2_LOW ((ELEMENT)(IS_FLOAT ? 0x1.0bfbe8e7bcd5ep-15 : 0x1.a39ef35793c76p-33))

// x = n·ln 2 + rest, |rest| ≤ ½ ln 2.
typedef struct {
  VECTOR rest;
  INTEGERS n;
} NAME(reduced);

static inline __attribute__((always_inline)) NAME(reduced) NAME(reduce)(VECTOR x) {
  const VECTOR shifted = x * (ELEMENT)0x1.71547652b82fep0 + SHIFTER, n = shifted - SHIFTER;
  return (NAME(reduced)){
      .rest = (x - n * LN2_HIGH) - n * LN2_LOW, .n = (INTEGERS)shifted - (INTEGERS)((VECTOR)(SHIFTER))};
}

// e^x − 1 for |x| ≤ ½ ln 2: x + x²·(1/2! + x/3! + …).
static inline __attribute__((always_inline)) VECTOR NAME(exp_series)(VECTOR x) {
  static const double inverse_factorials[] = {1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320,
      1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800};
  const int last = IS_FLOAT ? 5 : 11;
  VECTOR sum = (VECTOR)((ELEMENT)inverse_factorials[last]);
#pragma clang loop unroll(full)
  for (int k = last - 1; k >= 0; k--) sum = sum * x + (ELEMENT)inverse_factorials[k];
  return x + x * x * sum;
}

// 2ⁿ where that is a normal number.
static inline __attribute__((always_inline)) VECTOR NAME(power_of_two)(INTEGERS n) {
  return (VECTOR)((n + EXPONENT_BIAS) << MANTISSA_BITS);
}

static inline __attribute__((always_inline)) VECTOR NAME(exp)(VECTOR x) {
  // Beyond these it is zero or infinite anyhow. Not-a-number is neither below nor above.
  const VECTOR low = (VECTOR)((ELEMENT)(IS_FLOAT ? -104 : -746)), high = (VECTOR)((ELEMENT)(IS_FLOAT ? 89 : 710));
  x = x < low ? low : x;
  x = x > high ? high : x;
  const NAME(reduced) r = NAME(reduce)(x);
  // In two steps, since neither the largest nor the smallest results have a power of two to be scaled by.
  const INTEGERS half = r.n >> 1;
  return (1 + NAME(exp_series)(r.rest)) * NAME(power_of_two)(half) * NAME(power_of_two)(r.n - half);
}

// tanh |x| = E / (E + 2) with E = e^(2|x|) − 1, which keeps its digits near zero.
static inline __attribute__((always_inline)) VECTOR NAME(tanh)(VECTOR x) {
  const VECTOR limit = (VECTOR)((ELEMENT)(IS_FLOAT ? 20 : 40)), twice = 2 * __builtin_elementwise_abs(x);
  const NAME(reduced) r = NAME(reduce)(twice > limit ? limit : twice);
  const VECTOR power = NAME(power_of_two)(r.n), e = power * NAME(exp_series)(r.rest) + (power - 1);
  return __builtin_elementwise_copysign(e / (e + 2), x);
}

static inline __attribute__((always_inline)) VECTOR NAME(sigmoid)(VECTOR x) {
  const VECTOR e = NAME(exp)(-__builtin_elementwise_abs(x));
  return (x < 0 ? e : (VECTOR)((ELEMENT)1)) / (1 + e);
}

// e^x − 1 as 2ⁿ·(e^rest − 1) + (2ⁿ − 1), which keeps its digits near zero. Beyond the ends the 1 is all or nothing.
static inline __attribute__((always_inline)) VECTOR NAME(expm1)(VECTOR x) {
  const VECTOR end = (VECTOR)((ELEMENT)(IS_FLOAT ? 20 : 40));
  const VECTOR bounded = x > end ? end : x < -end ? -end : x;
  const NAME(reduced) r = NAME(reduce)(bounded);
  const VECTOR power = NAME(power_of_two)(r.n), value = power * NAME(exp_series)(r.rest) + (power - 1);
  const VECTOR signed_value = x == 0 ? x : value;
  return x > end ? NAME(exp)(x) : signed_value;
}
