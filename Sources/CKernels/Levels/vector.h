// Vectors of the element type in hand. Aligned as an element is, so that loads may be from anywhere; on aligned memory
// they cost nothing extra.

typedef ELEMENT VECTOR __attribute__((ext_vector_type(LANES), aligned(sizeof(ELEMENT))));

typedef ELEMENT NAME(aligned) __attribute__((ext_vector_type(LANES)));

// As many whole numbers of the same size: what comparisons give.
typedef __typeof__((VECTOR){0} < (VECTOR){0}) NAME(integers);
typedef __typeof__(((NAME(integers)){0})[0]) NAME(integer);

// As many doubles; where no register of the level holds them, functions take their address.
typedef double NAME(doubles) __attribute__((ext_vector_type(LANES), aligned(sizeof(double))));

static inline __attribute__((always_inline, unused)) VECTOR NAME(load)(const ELEMENT *from) {
  return *(const VECTOR *)from;
}

static inline __attribute__((always_inline, unused)) void NAME(store)(ELEMENT *to, VECTOR value) {
  *(VECTOR *)to = value;
}

// At most LANES elements; lanes that none is left for have the filler.
static inline __attribute__((always_inline, unused)) VECTOR NAME(load_some)(
    const ELEMENT *from, size_t count, ELEMENT filler) {
  if (count >= LANES) return NAME(load)(from);
  VECTOR result = (VECTOR)(filler);
  for (size_t i = 0; i < count; i++) result[i] = from[i];
  return result;
}

static inline __attribute__((always_inline, unused)) void NAME(store_some)(ELEMENT *to, VECTOR value, size_t count) {
  if (count >= LANES)
    NAME(store)(to, value);
  else
    for (size_t i = 0; i < count; i++) to[i] = value[i];
}

typedef ELEMENT NAME(half) __attribute__((ext_vector_type(LANES / 2), aligned(sizeof(ELEMENT))));

static inline __attribute__((always_inline, unused)) void NAME(store_half)(ELEMENT *to, NAME(half) value) {
  *(NAME(half) *)to = value;
}

// Every second element of a vector, from the first on.
static inline __attribute__((always_inline, unused)) NAME(half) NAME(evens)(VECTOR v) { return v.even; }

// The sum of all lanes, by halves.
static inline __attribute__((always_inline, unused)) double NAME(add_doubles)(const DOUBLES *lanes) {
  double values[LANES];
  *(DOUBLES *)values = *lanes;
  for (size_t half = LANES / 2; half > 0; half /= 2)
    for (size_t i = 0; i < half; i++) values[i] += values[i + half];
  return values[0];
}

// Copies `count` elements; the places do not overlap. The last vectors overlap instead of being shorter.
static inline __attribute__((always_inline, unused)) void NAME(copy)(
    const ELEMENT *restrict from, ELEMENT *restrict to, size_t count) {
  if (count >= LANES) {
    for (size_t i = 0; i + LANES <= count; i += LANES) NAME(store)(to + i, NAME(load)(from + i));
    NAME(store)(to + count - LANES, NAME(load)(from + count - LANES));
  } else if (count >= LANES / 2) {
    const NAME(half) first = *(const NAME(half) *)from, last = *(const NAME(half) *)(from + count - LANES / 2);
    NAME(store_half)(to, first);
    NAME(store_half)(to + count - LANES / 2, last);
  } else {
    for (size_t i = 0; i < count; i++) to[i] = from[i];
  }
}
