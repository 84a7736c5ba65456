// Logarithms of vectors, for one element type at one CPU level: within three units in the last place, as the tests
// measure.

// log x = e·ln 2 + rest, where x = m·2ᵉ, √½ ≤ m < √2, and rest = f − (half_square − product) is log m, of which f = m − 1
// is the largest part.
typedef struct {
  VECTOR e, f, half_square, product;
} NAME(logarithm);

// log m = 2·artanh s with s = (m − 1) / (m + 1) (as in fdlibm's e_log.c).
static inline __attribute__((always_inline)) NAME(logarithm) NAME(log_parts)(VECTOR x) {
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
  return (NAME(logarithm)){.e = e, .f = f, .half_square = half_square, .product = s * (half_square + series * square)};
}

// What logarithms are where they are no number, of the value that was computed.
static inline __attribute__((always_inline)) VECTOR NAME(log_edges)(VECTOR x, VECTOR value) {
  value = x == (ELEMENT)INFINITY ? x : value;
  value = x == 0 ? (VECTOR)(-(ELEMENT)INFINITY) : value;
  return ((x < 0) | (x != x)) ? (VECTOR)((ELEMENT)NAN) : value;
}

static inline __attribute__((always_inline)) VECTOR NAME(log)(VECTOR x) {
  const NAME(logarithm) l = NAME(log_parts)(x);
  return NAME(log_edges)(x, l.e * LN2_HIGH - ((l.half_square - (l.product + l.e * LN2_LOW)) - l.f));
}

// Exact for powers of two.
static inline __attribute__((always_inline)) VECTOR NAME(log2)(VECTOR x) {
  const NAME(logarithm) l = NAME(log_parts)(x);
  const VECTOR rest = l.f - (l.half_square - l.product);
  return NAME(log_edges)(x, l.e + rest * (ELEMENT)0x1.71547652b82fep0);
}

// log₁₀ 2 is in two parts, the first of which has so few bits that its product with an exponent is exact: so are the
// logarithms of powers of ten (as in fdlibm's e_log10.c).
static inline __attribute__((always_inline)) VECTOR NAME(log10)(VECTOR x) {
  const ELEMENT high = (ELEMENT)(IS_FLOAT ? 0x1.344p-2 : 0x1.34413509f6p-2),
                low = (ELEMENT)(IS_FLOAT ? 0x1.3509f79fef312p-18 : 0x1.9fef311f12b36p-42);
  const NAME(logarithm) l = NAME(log_parts)(x);
  const VECTOR rest = l.f - (l.half_square - l.product);
  return NAME(log_edges)(x, l.e * high + (l.e * low + rest * (ELEMENT)0x1.bcb7b1526e50ep-2));
}

// log u for u = 1 + x, and what that sum lost of x.
static inline __attribute__((always_inline)) VECTOR NAME(log1p)(VECTOR x) {
  const VECTOR u = 1 + x, lost = (x - (u - 1)) / u;
  // Of a lost part there is none at the ends, where it would be no number.
  const INTEGERS is_end = (u == 0) | (u == (ELEMENT)INFINITY);
  const VECTOR value = NAME(log)(u) + (is_end ? (VECTOR){0} : lost);
  return u == 1 ? x : value;
}

// log(1 + e^x), by the exponential that does not overflow.
static inline __attribute__((always_inline)) VECTOR NAME(softplus)(VECTOR x) {
  return (x > 0 ? x : (VECTOR){0}) + NAME(log1p)(NAME(exp)(-__builtin_elementwise_abs(x)));
}

#undef IS_FLOAT
#undef MANTISSA_BITS
#undef EXPONENT_BIAS
#undef SHIFTER
#undef LN2_HIGH
#undef LN2_LOW
