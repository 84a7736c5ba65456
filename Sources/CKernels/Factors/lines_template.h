// Work along lines of neighbouring elements, for one element type at one CPU level.

// Σ a[i]·b[i], in four vectors of sums.
static inline __attribute__((always_inline)) ELEMENT NAME(dot)(
    const ELEMENT *restrict a, const ELEMENT *restrict b, size_t count) {
  VECTOR sums[4] = {(VECTOR)(0), (VECTOR)(0), (VECTOR)(0), (VECTOR)(0)};
  size_t i = 0;
  for (; i + 4 * LANES <= count; i += 4 * LANES)
    for (size_t k = 0; k < 4; k++) sums[k] += NAME(load)(a + i + k * LANES) * NAME(load)(b + i + k * LANES);
  for (; i + LANES <= count; i += LANES) sums[0] += NAME(load)(a + i) * NAME(load)(b + i);
  ELEMENT lanes[LANES], sum = 0;
  NAME(store)(lanes, (sums[0] + sums[1]) + (sums[2] + sums[3]));
  for (size_t l = 0; l < LANES; l++) sum += lanes[l];
  for (; i < count; i++) sum += a[i] * b[i];
  return sum;
}

// to[i] += factor·from[i].
static inline __attribute__((always_inline)) void NAME(add_multiple)(
    ELEMENT *restrict to, ELEMENT factor, const ELEMENT *restrict from, size_t count) {
  const VECTOR factors = (VECTOR)(factor);
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) NAME(store)(to + i, NAME(load)(to + i) + factors * NAME(load)(from + i));
  for (; i < count; i++) to[i] += factor * from[i];
}

// to[i] −= factor·from[i], the product rounded by itself: of a row that is a multiple of another exactly 0 remains.
static inline __attribute__((always_inline)) void NAME(subtract_multiple)(
    ELEMENT *restrict to, ELEMENT factor, const ELEMENT *restrict from, size_t count) {
#pragma clang fp contract(off)
  const VECTOR factors = (VECTOR)(factor);
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) NAME(store)(to + i, NAME(load)(to + i) - factors * NAME(load)(from + i));
  for (; i < count; i++) to[i] -= factor * from[i];
}

// to[i] += factors[0]·from[i] + factors[1]·from[step + i] + …, four lines at once.
static inline __attribute__((always_inline)) void NAME(add_multiples)(
    ELEMENT *restrict to, const ELEMENT *factors, const ELEMENT *restrict from, size_t step, size_t count) {
  const VECTOR f0 = (VECTOR)(factors[0]), f1 = (VECTOR)(factors[1]), f2 = (VECTOR)(factors[2]),
               f3 = (VECTOR)(factors[3]);
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    VECTOR sum = NAME(load)(to + i) + f0 * NAME(load)(from + i);
    sum += f1 * NAME(load)(from + step + i);
    sum += f2 * NAME(load)(from + 2 * step + i);
    sum += f3 * NAME(load)(from + 3 * step + i);
    NAME(store)(to + i, sum);
  }
  for (; i < count; i++)
    to[i] += factors[0] * from[i] + factors[1] * from[step + i] + factors[2] * from[2 * step + i] +
             factors[3] * from[3 * step + i];
}

// (a, b) becomes (c·a + s·b, c·b − s·a).
static inline __attribute__((always_inline)) void NAME(rotate)(
    ELEMENT *restrict a, ELEMENT *restrict b, ELEMENT c, ELEMENT s, size_t count) {
  const VECTOR cosine = (VECTOR)(c), sine = (VECTOR)(s);
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    const VECTOR x = NAME(load)(a + i), y = NAME(load)(b + i);
    NAME(store)(a + i, cosine * x + sine * y);
    NAME(store)(b + i, cosine * y - sine * x);
  }
  for (; i < count; i++) {
    const ELEMENT x = a[i], y = b[i];
    a[i] = c * x + s * y;
    b[i] = c * y - s * x;
  }
}
