// |x|.
static inline __attribute__((always_inline)) ELEMENT NAME(size)(ELEMENT x) { return x < 0 ? -x : x; }
