// exp, log, tanh and 1 / (1 + e⁻ˣ) of vectors, for one element type at one CPU level: within three units in the
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

// log x = 2·artanh s with s = (m − 1) / (m + 1), of x = m·2ᵉ with √½ ≤ m < √2 (as in fdlibm's e_log.c).
static inline __attribute__((always_inline)) VECTOR NAME(log)(VECTOR x) {
  const VECTOR smallest = (VECTOR)((ELEMENT)(IS_FLOAT ? 0x1p-126 : 0x1p-1022));
  const INTEGERS is_subnormal = x < smallest;
  const VECTOR normal = is_subnormal ? x * (ELEMENT)(IS_FLOAT ? 0x1p25 : 0x1p54) : x;
  const INTEGERS one = (INTEGERS)((VECTOR)((ELEMENT)1)),
                 root_half = (INTEGERS)((VECTOR)((ELEMENT)0x1.6a09e667f3bcdp-1));
  const INTEGERS lifted = (INTEGERS)normal + (one - root_half);
  // Adding an exponent to the shifter's bits makes it a number without an instruction for that.
  const INTEGERS biased = (lifted >> MANTISSA_BITS) + (INTEGERS)((VECTOR)(SHIFTER));
  const VECTOR subnormal_shift = is_subnormal ? (VECTOR)((ELEMENT)(IS_FLOAT ? 25 : 54)) : (VECTOR){0};
  const VECTOR e = (VECTOR)biased - SHIFTER - (ELEMENT)EXPONENT_BIAS - subnormal_shift;
  const INTEGERS mantissa = lifted & (INTEGERS)((((NAME(integer))1) << MANTISSA_BITS) - 1);
  const VECTOR f = (VECTOR)(mantissa + root_half) - 1, s = f / (2 + f), square = s * s;
  const int last = IS_FLOAT ? 4 : 10;
  VECTOR series = (VECTOR)((ELEMENT)(2.0 / (2 * last + 1)));
#pragma clang loop unroll(full)
  for (int k = last - 1; k >= 1; k--) series = series * square + (ELEMENT)(2.0 / (2 * k + 1));
  const VECTOR half_square = (ELEMENT)0.5 * f * f;
  VECTOR result = e * LN2_HIGH - ((half_square - (s * (half_square + series * square) + e * LN2_LOW)) - f);
  result = x == (ELEMENT)INFINITY ? x : result;
  result = x == 0 ? (VECTOR)(-(ELEMENT)INFINITY) : result;
  return ((x < 0) | (x != x)) ? (VECTOR)((ELEMENT)NAN) : result;
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

#undef IS_FLOAT
#undef MANTISSA_BITS
#undef EXPONENT_BIAS
#undef SHIFTER
#undef LN2_HIGH
#undef LN2_LOW
