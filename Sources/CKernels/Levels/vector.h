// Vectors of the element type in hand. Aligned as an element is, so that loads may be from anywhere; on aligned memory
// they cost nothing extra.

typedef ELEMENT VECTOR __attribute__((ext_vector_type(LANES), aligned(sizeof(ELEMENT))));

static inline __attribute__((always_inline, unused)) VECTOR NAME(load)(const ELEMENT *from) {
  return *(const VECTOR *)from;
}

static inline __attribute__((always_inline, unused)) void NAME(store)(ELEMENT *to, VECTOR value) {
  *(VECTOR *)to = value;
}
