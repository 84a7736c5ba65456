// Windows of two by two elements side by side. Lanes are neighbouring windows of a row.

// EVENS and ODDS choose every other element of two vectors, LOW and HIGH interleave their first and second halves.
#if LANES_LOG == 1
#define EVENS(a, b) __builtin_shufflevector(a, b, 0, 2)
#define ODDS(a, b) __builtin_shufflevector(a, b, 1, 3)
#define LOW(a, b) EVENS(a, b)
#define HIGH(a, b) ODDS(a, b)
#elif LANES_LOG == 2
#define EVENS(a, b) __builtin_shufflevector(a, b, 0, 2, 4, 6)
#define ODDS(a, b) __builtin_shufflevector(a, b, 1, 3, 5, 7)
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define HIGH(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#elif LANES_LOG == 3
#define EVENS(a, b) __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14)
#define ODDS(a, b) __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15)
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define HIGH(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#else
#define EVENS(a, b) __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)
#define ODDS(a, b) __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31)
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define HIGH(a, b) __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#endif

// Where the later of two elements wins: where it is larger or, if one is `careful`, not a number.
static inline __attribute__((always_inline)) INTEGERS NAME(later_wins)(
    VECTOR earlier, VECTOR later, const bool careful) {
  return careful ? (later > earlier) | (later != later) : later > earlier;
}

static inline __attribute__((always_inline)) void NAME(max_of_four)(
    VECTOR a, VECTOR b, VECTOR c, VECTOR d, const bool careful, ELEMENT *to, uint8_t *winners) {
  const INTEGERS b_wins = NAME(later_wins)(a, b, careful), d_wins = NAME(later_wins)(c, d, careful);
  const VECTOR top = b_wins ? b : a, bottom = d_wins ? d : c;
  const INTEGERS bottom_wins = NAME(later_wins)(top, bottom, careful);
  NAME(store)(to, bottom_wins ? bottom : top);
  // A lane of a mask is 0 or -1.
  if (winners) NAME(store_run)(winners, true, 0, (VECTOR)(bottom_wins ? 2 - d_wins : -b_wins));
}

static inline __attribute__((always_inline)) void NAME(max_pairs)(
    const ELEMENT *top, const ELEMENT *bottom, ELEMENT *to, uint8_t *winners) {
  const VECTOR t0 = NAME(load)(top), t1 = NAME(load)(top + LANES);
  const VECTOR b0 = NAME(load)(bottom), b1 = NAME(load)(bottom + LANES);
  const VECTOR a = EVENS(t0, t1), b = ODDS(t0, t1), c = EVENS(b0, b1), d = ODDS(b0, b1);
  // Not a number if one of them is.
  const VECTOR sum = (t0 + t1) + (b0 + b1);
  if (NAME(any)(sum != sum))
    NAME(max_of_four)(a, b, c, d, true, to, winners);
  else
    NAME(max_of_four)(a, b, c, d, false, to, winners);
}

static inline __attribute__((always_inline)) void NAME(avg_pairs)(
    const ELEMENT *top, const ELEMENT *bottom, ELEMENT *to) {
  const VECTOR t0 = NAME(load)(top), t1 = NAME(load)(top + LANES);
  const VECTOR b0 = NAME(load)(bottom), b1 = NAME(load)(bottom + LANES);
  NAME(store)(to, ((EVENS(t0, t1) + ODDS(t0, t1)) + (EVENS(b0, b1) + ODDS(b0, b1))) * (ELEMENT)0.25);
}

static inline __attribute__((always_inline)) void NAME(store_pairs)(ELEMENT *to, VECTOR even, VECTOR odd) {
  NAME(store)(to, LOW(even, odd));
  NAME(store)(to + LANES, HIGH(even, odd));
}

static inline __attribute__((always_inline)) void NAME(max_gradient_pairs)(
    const ELEMENT *gradient, const uint8_t *winners, ELEMENT *top, ELEMENT *bottom) {
  const VECTOR g = NAME(load)(gradient), none = {0};
  const INTEGERS winner = (INTEGERS)NAME(load_run)(winners, true, 0);
  NAME(store_pairs)(top, winner == 0 ? g : none, winner == 1 ? g : none);
  NAME(store_pairs)(bottom, winner == 2 ? g : none, winner == 3 ? g : none);
}

static inline __attribute__((always_inline)) void NAME(avg_gradient_pairs)(
    const ELEMENT *gradient, ELEMENT *top, ELEMENT *bottom) {
  const VECTOR share = NAME(load)(gradient) * (ELEMENT)0.25;
  NAME(store_pairs)(top, share, share);
  NAME(store_pairs)(bottom, share, share);
}

#undef EVENS
#undef ODDS
#undef LOW
#undef HIGH

// A vector of windows, whose elements lie in two rows, and whose results or gradients from `windows` on.
static inline __attribute__((always_inline)) void NAME(pair_block)(
    const fovea_pooling_pass pass, ELEMENT *top, ELEMENT *bottom, ELEMENT *windows, uint8_t *winners) {
  switch (pass) {
  case fovea_max_pool: NAME(max_pairs)(top, bottom, windows, winners); break;
  case fovea_max_pool_gradient: NAME(max_gradient_pairs)(windows, winners, top, bottom); break;
  case fovea_avg_pool: NAME(avg_pairs)(top, bottom, windows); break;
  case fovea_avg_pool_gradient: NAME(avg_gradient_pairs)(windows, top, bottom); break;
  }
}

// The same for `count` windows, fewer than LANES, where a vector would reach beyond what may be touched.
static __attribute__((noinline)) void NAME(pair_piece)(
    const fovea_pooling_pass pass, ELEMENT *top, ELEMENT *bottom, ELEMENT *windows, uint8_t *winners, size_t count) {
  ELEMENT rows[2][2 * LANES] = {{0}}, values[LANES] = {0};
  uint8_t numbers[LANES] = {0};
  const size_t pairs = 2 * count * sizeof(ELEMENT), bytes = count * sizeof(ELEMENT);
  if (is_gradient(pass)) {
    memcpy(values, windows, bytes);
    if (winners) memcpy(numbers, winners, count);
  } else {
    memcpy(rows[0], top, pairs);
    memcpy(rows[1], bottom, pairs);
  }
  NAME(pair_block)(pass, rows[0], rows[1], values, winners ? numbers : NULL);
  if (is_gradient(pass)) {
    memcpy(top, rows[0], pairs);
    memcpy(bottom, rows[1], pairs);
  } else {
    memcpy(windows, values, bytes);
    if (winners) memcpy(winners, numbers, count);
  }
}

// Windows of the rows first ..< end, counted through all planes. What a vector writes beyond the end of a row is
// written over later, or it is not written.
static inline __attribute__((always_inline)) void NAME(pair_rows)(
    const fovea_pooling_pass pass, const fovea_pooling_call *call, const bool records, size_t first, size_t end) {
  const fovea_pooling_axis *rows = &call->shape.rows, *columns = &call->shape.columns;
  const size_t width = columns->source, plane = rows->source * width, count = columns->windows;
  const bool gradient = is_gradient(pass);
  ELEMENT *elements = (ELEMENT *)(gradient ? call->to : (void *)call->from);
  ELEMENT *windows = (ELEMENT *)(gradient ? (void *)call->from : call->to);
  // Reading is safe to the end of all planes, writing to that of the rows in hand.
  const size_t whole = gradient ? end : call->shape.planes * rows->windows;
  const size_t elements_end = whole / rows->windows * plane + whole % rows->windows * 2 * width;
  const size_t windows_end = (gradient ? call->shape.planes * rows->windows : end) * count;
  size_t row = first % rows->windows, start = first / rows->windows * plane;
  for (size_t r = first; r < end; r++) {
    const size_t at = start + 2 * row * width;
    ELEMENT *top = elements + at, *bottom = top + width, *seen = windows + r * count;
    uint8_t *winners = records ? call->winners + r * count : NULL;
    if (count >= LANES) {
      for (size_t next = 0; next < count; next += LANES) {
        const size_t o = at_most(next, count - LANES);
        NAME(pair_block)(pass, top + 2 * o, bottom + 2 * o, seen + o, records ? winners + o : NULL);
      }
    } else if (at + width + 2 * LANES <= elements_end && r * count + LANES <= windows_end) {
      NAME(pair_block)(pass, top, bottom, seen, winners);
    } else {
      NAME(pair_piece)(pass, top, bottom, seen, winners, count);
    }
    const bool is_last = row + 1 == rows->windows;
    if (gradient) {
      // No window sees these.
      for (size_t x = 2 * count; x < width; x++) top[x] = bottom[x] = 0;
      if (is_last) memset(bottom + width, 0, (plane - 2 * rows->windows * width) * sizeof(ELEMENT));
    }
    row = is_last ? 0 : row + 1;
    if (is_last) start += plane;
  }
}
