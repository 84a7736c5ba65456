// Turns bands, which lie in memory row after row, into frames, and frames into bands. Memory holds elements, or bytes
// that are integers as wide as an element in a frame.

typedef uint8_t NAME(bytes) __attribute__((ext_vector_type(LANES), aligned(1)));

static inline __attribute__((always_inline)) VECTOR NAME(load_run)(const void *memory, const bool bytes, ptrdiff_t at) {
  if (!bytes) return NAME(load)((const ELEMENT *)memory + at);
  return (VECTOR) __builtin_convertvector(*(const NAME(bytes) *)((const uint8_t *)memory + at), INTEGERS);
}

static inline __attribute__((always_inline)) void NAME(store_run)(
    void *memory, const bool bytes, ptrdiff_t at, VECTOR value) {
  if (!bytes)
    NAME(store)((ELEMENT *)memory + at, value);
  else
    *(NAME(bytes) *)((uint8_t *)memory + at) = __builtin_convertvector((INTEGERS)value, NAME(bytes));
}

// Asks the cache for what a lane needs a few squares later; it does not see that many streams coming.
static inline __attribute__((always_inline)) void NAME(fetch_run)(const void *memory, const bool bytes, ptrdiff_t at) {
  const ptrdiff_t ahead = (at + 4 * (ptrdiff_t)LANES) * (ptrdiff_t)(bytes ? 1 : sizeof(ELEMENT));
  __builtin_prefetch((const void *)((uintptr_t)memory + (uintptr_t)ahead));
}

static inline __attribute__((always_inline)) bool NAME(any)(INTEGERS mask) { return __builtin_reduce_or(mask) != 0; }

// Of LANES places, those below `length` that a lane has something for.
static inline size_t NAME(piece_first)(const NAME(runs) * runs, size_t lane, size_t place) {
  return runs->first[lane] > place ? runs->first[lane] : place;
}

static inline size_t NAME(piece_end)(const NAME(runs) * runs, size_t lane, size_t place, size_t length) {
  return at_most(runs->end[lane], at_most(place + LANES, length));
}

// One at a time, where not all lanes have all of LANES places.
static __attribute__((noinline)) void NAME(turn_in_piece)(const void *memory, const bool bytes, const NAME(runs) * runs,
    size_t place, size_t length, VECTOR missing, ELEMENT *frame) {
  for (size_t p = place; p < at_most(place + LANES, length); p++) NAME(store)(frame + p * LANES, missing);
  for (size_t l = 0; l < LANES; l++)
    for (size_t p = NAME(piece_first)(runs, l, place); p < NAME(piece_end)(runs, l, place, length); p++) {
      const ptrdiff_t at = runs->at[l] + (ptrdiff_t)p;
      if (bytes) {
        const NAME(integer) value = ((const uint8_t *)memory)[at];
        memcpy(frame + p * LANES + l, &value, sizeof value);
      } else {
        frame[p * LANES + l] = ((const ELEMENT *)memory)[at];
      }
    }
}

static __attribute__((noinline)) void NAME(turn_out_piece)(
    const ELEMENT *frame, const NAME(runs) * runs, size_t place, size_t length, void *memory, const bool bytes) {
  for (size_t l = 0; l < LANES; l++)
    for (size_t p = NAME(piece_first)(runs, l, place); p < NAME(piece_end)(runs, l, place, length); p++) {
      const ptrdiff_t at = runs->at[l] + (ptrdiff_t)p;
      if (bytes) {
        NAME(integer) value;
        memcpy(&value, frame + p * LANES + l, sizeof value);
        ((uint8_t *)memory)[at] = (uint8_t)value;
      } else {
        ((ELEMENT *)memory)[at] = frame[p * LANES + l];
      }
    }
}

// Fills a frame of `length` places, with `missing` where a lane has nothing. Where it `watches`, says whether
// not-a-number is in it.
static inline __attribute__((always_inline)) bool NAME(turn_in)(const void *memory, const bool bytes,
    const NAME(runs) * runs, size_t length, VECTOR missing, ELEMENT *frame, const bool watches) {
  INTEGERS found = {0};
  for (size_t next = 0; next < length; next += LANES) {
    // The last square lies over the one before.
    const size_t p = length < LANES ? 0 : at_most(next, length - LANES);
    if (p < runs->common_first || p + LANES > runs->common_end) {
      NAME(turn_in_piece)(memory, bytes, runs, p, length, missing, frame);
      for (size_t i = p; watches && i < at_most(p + LANES, length); i++) {
        const VECTOR value = NAME(load)(frame + i * LANES);
        found |= value != value;
      }
      continue;
    }
    VECTOR square[LANES];
#pragma clang loop unroll(full)
    for (size_t l = 0; l < LANES; l++) {
      square[l] = NAME(load_run)(memory, bytes, runs->at[l] + (ptrdiff_t)p);
      NAME(fetch_run)(memory, bytes, runs->at[l] + (ptrdiff_t)p);
    }
    if (watches) {
      INTEGERS here = {0};
#pragma clang loop unroll(full)
      for (size_t l = 0; l < LANES; l++) here |= square[l] != square[l];
      found |= here;
    }
    NAME(transpose)(square);
#pragma clang loop unroll(full)
    for (size_t i = 0; i < LANES; i++) NAME(store)(frame + (p + i) * LANES, square[i]);
  }
  return watches && NAME(any)(found);
}

// Writes the lanes of a frame of `length` places to where they belong.
static inline __attribute__((always_inline)) void NAME(turn_out)(
    const ELEMENT *frame, const NAME(runs) * runs, size_t length, void *memory, const bool bytes) {
  for (size_t next = 0; next < length; next += LANES) {
    const size_t p = length < LANES ? 0 : at_most(next, length - LANES);
    if (p + LANES > runs->common_end) {
      NAME(turn_out_piece)(frame, runs, p, length, memory, bytes);
      continue;
    }
    VECTOR square[LANES];
#pragma clang loop unroll(full)
    for (size_t i = 0; i < LANES; i++) square[i] = NAME(load)(frame + (p + i) * LANES);
    NAME(transpose)(square);
#pragma clang loop unroll(full)
    for (size_t l = 0; l < LANES; l++) NAME(store_run)(memory, bytes, runs->at[l] + (ptrdiff_t)p, square[l]);
  }
}
