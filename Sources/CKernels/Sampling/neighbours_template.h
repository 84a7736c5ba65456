// The four neighbours of points and what lies between them, for one element type at one CPU level.

static inline __attribute__((always_inline)) WHOLE NAME(load_whole)(const int32_t *from) {
  return __builtin_convertvector(*(const INDEX *)from, WHOLE);
}

// The pairs of neighbours of a chunk's points, left and right, and where they stand in a plane. They are copied one after
// the other, two elements at a time: gathering vectors is no faster, and not every CPU can.
typedef struct {
  int32_t at_above[chunk_room], at_below[chunk_room];
  ELEMENT above[2 * chunk_room], below[2 * chunk_room];
} NAME(pairs) __attribute__((aligned(64)));

static inline int32_t NAME(clamp_index)(int32_t index, int32_t last) {
  return index < 0 ? 0 : index < last ? index : last;
}

// Pairs begin within the rows, also where one of a pair is outside.
static void NAME(place_pairs)(const fovea_sample_shape *shape, const NAME(chunk) * chunk, NAME(pairs) * pairs) {
  const int32_t last_row = (int32_t)shape->rows - 1, width = (int32_t)shape->columns;
  const int32_t last_pair = width > 1 ? width - 2 : 0;
  for (size_t i = 0; i < chunk->count; i++) {
    const int32_t left = NAME(clamp_index)(chunk->column[i], last_pair);
    pairs->at_above[i] = NAME(clamp_index)(chunk->row[i], last_row) * width + left;
    pairs->at_below[i] = NAME(clamp_index)(chunk->row[i] + 1, last_row) * width + left;
  }
}

static inline __attribute__((always_inline)) void NAME(copy_line)(
    const ELEMENT *restrict plane, const int32_t *restrict at, size_t count, bool is_single, ELEMENT *restrict pairs) {
  if (is_single) {
    // One column has no pairs: both are the same pixel.
    for (size_t i = 0; i < count; i++) pairs[2 * i] = pairs[2 * i + 1] = plane[at[i]];
  } else {
#pragma clang loop vectorize(disable) unroll_count(4)
    for (size_t i = 0; i < count; i++) memcpy(pairs + 2 * i, plane + at[i], 2 * sizeof(ELEMENT));
  }
}

static inline __attribute__((always_inline)) void NAME(copy_pairs)(
    const fovea_sample_shape *shape, size_t count, const ELEMENT *plane, NAME(pairs) * pairs) {
  NAME(copy_line)(plane, pairs->at_above, count, shape->columns == 1, pairs->above);
  NAME(copy_line)(plane, pairs->at_below, count, shape->columns == 1, pairs->below);
}

// The neighbours in one row of the picture, zero for those outside.
typedef struct {
  VECTOR left, right;
} NAME(line);

static inline __attribute__((always_inline)) NAME(line)
    NAME(line_of)(const fovea_sample_shape *shape, const ELEMENT *pairs, WHOLE row, WHOLE column) {
  const WHOLE rows = (WHOLE)(shape->rows), last = (WHOLE)(shape->columns - 1);
  VECTOR first, second;
  NAME(split)(pairs, &first, &second);
  const WHOLE is_row = (row >= 0) & (row < rows), has_left = is_row & (column >= 0);
  const WHOLE has_right = is_row & (column < last) & (column >= -1);
  // At either side the pair begins one pixel further in.
  const VECTOR left = column == last ? second : first, right = column < 0 ? first : second;
  return (NAME(line)){has_left ? left : (VECTOR)(0), has_right ? right : (VECTOR)(0)};
}

// A neighbour without weight is left out, whatever it is.
static inline __attribute__((always_inline)) VECTOR NAME(between)(
    VECTOR first, VECTOR first_weight, VECTOR second, VECTOR second_weight) {
  return second_weight == 0 ? first : first_weight * first + second_weight * second;
}
