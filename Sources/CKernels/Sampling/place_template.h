// From a chunk's points to their neighbours, for one element type at one CPU level, with
//   COORDINATE   the type of the points
//   POINT        a register of them
//   STORED       as many elements, and STORED_INDEX as many integers
//   PLACE(part)  a name for this type

typedef __typeof__((POINT)(0) < (POINT)(0)) PLACE(mask);

static inline __attribute__((always_inline)) POINT PLACE(floor)(POINT point) {
#if VECTOR_BYTES > 16
  return __builtin_elementwise_floor(point);
#else
  // SSE2 only cuts off; the point fits an integer.
  const POINT whole = __builtin_convertvector(__builtin_convertvector(point, STORED_INDEX), POINT);
  return whole - (whole > point ? (POINT)(1) : (POINT)(0));
#endif
}

// The point moves to the nearest edge, where its derivative is 0.
static inline __attribute__((always_inline)) POINT PLACE(clamp)(POINT point, size_t size, POINT *derivative) {
  const COORDINATE last = (COORDINATE)size - 1;
  const PLACE(mask) is_before = point <= 0, is_behind = point >= last, is_moved = is_before | is_behind;
  *derivative = is_moved ? (POINT)(0) : *derivative;
  point = is_before ? (POINT)(0) : point;
  return is_behind ? (POINT)(last) : point;
}

// The points where their neighbours are looked for; −2 where nothing of the picture is near, and for what is not a
// number, which the result tells apart. All others are at least −1 and less than the size then, and fit an integer.
static inline __attribute__((always_inline)) PLACE(mask) PLACE(move)(const fovea_sample_shape *shape,
    NAME(chunk) * chunk, size_t i, const fovea_outside outside, POINT *row, POINT *column) {
  POINT row_derivative = (POINT)(1), column_derivative = (POINT)(1);
  if (outside >= fovea_outside_reflect_centres) {
    row_derivative = __builtin_convertvector(*(STORED *)(chunk->row_derivative + i), POINT);
    column_derivative = __builtin_convertvector(*(STORED *)(chunk->column_derivative + i), POINT);
  }
  if (outside != fovea_outside_zero) {
    *row = PLACE(clamp)(*row, shape->rows, &row_derivative);
    *column = PLACE(clamp)(*column, shape->columns, &column_derivative);
  }
  const PLACE(mask) is_near = (*row >= -1) & (*row < (COORDINATE)shape->rows) & (*column >= -1) &
                              (*column < (COORDINATE)shape->columns);
  const PLACE(mask) is_unknown = (*row != *row) | (*column != *column);
  *row = is_near ? *row : (POINT)(-2);
  *column = is_near ? *column : (POINT)(-2);
  // Not held back by the other coordinate, which may have moved to an edge.
  row_derivative = is_unknown ? (POINT)(1) : row_derivative;
  column_derivative = is_unknown ? (POINT)(1) : column_derivative;
  *(STORED *)(chunk->row_derivative + i) = __builtin_convertvector(row_derivative, STORED);
  *(STORED *)(chunk->column_derivative + i) = __builtin_convertvector(column_derivative, STORED);
  return is_unknown;
}

static inline __attribute__((always_inline)) void PLACE(weights)(const fovea_sample_shape *shape, NAME(chunk) * chunk,
    const COORDINATE *rows, const COORDINATE *columns, const fovea_outside outside) {
  PLACE(mask) is_unknown = {0};
  for (size_t i = 0; i < chunk->count; i += sizeof(POINT) / sizeof(COORDINATE)) {
    POINT y = *(const POINT *)(rows + i), x = *(const POINT *)(columns + i);
    const PLACE(mask) is_lost = PLACE(move)(shape, chunk, i, outside, &y, &x);
    is_unknown |= is_lost;
    // Weights that are no numbers make values and derivatives of none.
    const POINT mark = is_lost ? (POINT)((COORDINATE)NAN) : (POINT)(0);
    const POINT row = PLACE(floor)(y), column = PLACE(floor)(x), below = y - row + mark, right = x - column + mark;
    *(STORED *)(chunk->above + i) = __builtin_convertvector(1 - below, STORED);
    *(STORED *)(chunk->below + i) = __builtin_convertvector(below, STORED);
    *(STORED *)(chunk->left + i) = __builtin_convertvector(1 - right, STORED);
    *(STORED *)(chunk->right + i) = __builtin_convertvector(right, STORED);
    *(STORED_INDEX *)(chunk->row + i) = __builtin_convertvector(row, STORED_INDEX);
    *(STORED_INDEX *)(chunk->column + i) = __builtin_convertvector(column, STORED_INDEX);
  }
  chunk->has_unknown = __builtin_reduce_or(is_unknown) != 0;
}

static inline __attribute__((always_inline)) POINT PLACE(rounded)(POINT point, fovea_interpolation interpolation) {
  const POINT whole = PLACE(floor)(point), rest = point - whole, half = whole * (COORDINATE)0.5;
  if (interpolation == fovea_half_up) return whole + (rest >= (COORDINATE)0.5 ? (POINT)(1) : (POINT)(0));
  const PLACE(mask) is_odd = PLACE(floor)(half) != half;
  const PLACE(mask) is_up = (rest > (COORDINATE)0.5) | ((rest == (COORDINATE)0.5) & is_odd);
  return whole + (is_up ? (POINT)(1) : (POINT)(0));
}

static void PLACE(pixels)(
    const fovea_sample_shape *shape, NAME(chunk) * chunk, const COORDINATE *rows, const COORDINATE *columns) {
  for (size_t i = 0; i < chunk->count; i += sizeof(POINT) / sizeof(COORDINATE)) {
    POINT y = *(const POINT *)(rows + i), x = *(const POINT *)(columns + i);
    const PLACE(mask) is_unknown = PLACE(move)(shape, chunk, i, shape->outside, &y, &x);
    POINT row = PLACE(rounded)(y, shape->interpolation);
    const POINT column = PLACE(rounded)(x, shape->interpolation);
    row = is_unknown ? (POINT)(-3) : row;
    *(STORED_INDEX *)(chunk->row + i) = __builtin_convertvector(row, STORED_INDEX);
    *(STORED_INDEX *)(chunk->column + i) = __builtin_convertvector(column, STORED_INDEX);
  }
  const int32_t height = (int32_t)shape->rows, width = (int32_t)shape->columns;
  bool has_unknown = false;
  for (size_t i = 0; i < chunk->count; i++) {
    const int32_t row = chunk->row[i], column = chunk->column[i];
    const bool is_inside = (row >= 0) & (row < height) & (column >= 0) & (column < width);
    chunk->pixel[i] = is_inside ? row * width + column : row == -3 ? unknown_pixel : no_pixel;
    has_unknown |= row == -3;
  }
  chunk->has_unknown = has_unknown;
}

// Fills up a last vector with what has no neighbours, or moves to an edge where its derivative is 0.
static void PLACE(pad)(const NAME(chunk) * chunk, COORDINATE *rows, COORDINATE *columns) {
  for (size_t i = chunk->count; i % LANES != 0; i++) rows[i] = columns[i] = -2;
}

static void PLACE(place)(
    const fovea_sample_shape *shape, NAME(chunk) * chunk, const COORDINATE *rows, const COORDINATE *columns) {
  // Once for each rule, so that none costs another anything.
  if (shape->interpolation != fovea_linear)
    PLACE(pixels)(shape, chunk, rows, columns);
  else if (shape->outside == fovea_outside_zero)
    PLACE(weights)(shape, chunk, rows, columns, fovea_outside_zero);
  else if (shape->outside == fovea_outside_edge)
    PLACE(weights)(shape, chunk, rows, columns, fovea_outside_edge);
  else if (sizeof(COORDINATE) == sizeof(double))
    PLACE(weights)(shape, chunk, rows, columns, fovea_outside_reflect_centres);
}
