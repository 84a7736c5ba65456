// The gradient by the picture, for one element type at one CPU level: each point's gradient goes to its neighbours.
//
// Sums are kept in double. For interpolation they have a margin of one pixel around the picture, which takes what goes
// outside and is never read. A small picture has two sums for each pixel, one for what it gets as a left neighbour and,
// before that, one for what it gets as the right neighbour of the pixel before: so a point adds to one pair of sums above
// and one below, and need not wait for the additions of its neighbour. Those of a large picture would fill the caches.

// The most pixels of a picture with pairs of sums, and the most sums that a thread has at once, if more than a plane.
enum { NAME(most_paired) = 1 << 15, NAME(most_sums) = 1 << 20 };

typedef struct {
  // Sums of one plane, before the first pixel, for each pixel, and from row to row.
  size_t count, start, pixel, row;
} NAME(sums);

static NAME(sums) NAME(sums_of)(const fovea_sample_shape *shape) {
  if (shape->interpolation != fovea_linear)
    // The first is for what has no pixel.
    return (NAME(sums)){shape->rows * shape->columns + 1, 1, 1, shape->columns};
  const size_t width = shape->columns + 2, pixels = (shape->rows + 2) * width;
  const size_t pixel = pixels <= NAME(most_paired) ? 2 : 1;
  return (NAME(sums)){pixels * pixel, (width + 1) * pixel, pixel, width * pixel};
}

// Where the pair of sums stands that each point's first neighbours have. What has no neighbours gives something to the
// margin's first corner, and nothing to any other.
static void NAME(place_sums)(const NAME(sums) * sums, const NAME(chunk) * chunk, int32_t *at) {
  const int32_t row_step = (int32_t)sums->row, step = (int32_t)sums->pixel;
  for (size_t i = 0; i < chunk->count; i++) {
    const int32_t row = chunk->row[i] < -1 ? -1 : chunk->row[i], column = chunk->column[i] < -1 ? -1 : chunk->column[i];
    at[i] = (row + 1) * row_step + (column + 1) * step;
  }
}

// What the pairs of neighbours above and below get of each point's gradient. Nothing goes where there is no weight,
// whatever the gradient is.
typedef struct {
  double above[2 * chunk_room], below[2 * chunk_room];
} NAME(shares) __attribute__((aligned(64)));

static void NAME(share_out)(const NAME(chunk) * chunk, const ELEMENT *gradient, NAME(shares) * shares) {
  const VECTOR zero = (VECTOR)(0);
  for (size_t i = 0; i < chunk->count; i += LANES) {
    const VECTOR lower_weight = NAME(load)(chunk->below + i), right_weight = NAME(load)(chunk->right + i);
    const VECTOR whole = NAME(load_some)(gradient + i, chunk->count - i, 0), lower = lower_weight == 0 ? zero : whole;
    const DOUBLES above = __builtin_convertvector(NAME(load)(chunk->above + i), DOUBLES);
    const DOUBLES below = __builtin_convertvector(lower_weight, DOUBLES);
    const DOUBLES left = __builtin_convertvector(NAME(load)(chunk->left + i), DOUBLES);
    const DOUBLES right = __builtin_convertvector(right_weight, DOUBLES);
    DOUBLE_PAIRS up = {0}, down = {0};
    up.even = above * left * __builtin_convertvector(whole, DOUBLES);
    up.odd = above * right * __builtin_convertvector(right_weight == 0 ? zero : whole, DOUBLES);
    down.even = below * left * __builtin_convertvector(lower, DOUBLES);
    down.odd = below * right * __builtin_convertvector(right_weight == 0 ? zero : lower, DOUBLES);
    *(DOUBLE_PAIRS *)(shares->above + 2 * i) = up;
    *(DOUBLE_PAIRS *)(shares->below + 2 * i) = down;
  }
}

static void NAME(scatter_pairs)(
    const NAME(shares) * shares, const int32_t *at, size_t count, size_t row, double *sums) {
  typedef double pair __attribute__((ext_vector_type(2), aligned(sizeof(double))));
  for (size_t i = 0; i < count; i++) {
    double *above = sums + at[i], *below = above + row;
    *(pair *)above += *(const pair *)(shares->above + 2 * i);
    *(pair *)below += *(const pair *)(shares->below + 2 * i);
  }
}

// One sum after the other, in an order in which the compiler cannot make a pair of them: the next point's pair would
// overlap it and wait for it to be written.
static void NAME(scatter)(const NAME(shares) * shares, const int32_t *at, size_t count, size_t row, double *sums) {
  for (size_t i = 0; i < count; i++) {
    double *above = sums + at[i], *below = above + row;
    above[0] += shares->above[2 * i];
    below[0] += shares->below[2 * i];
    above[1] += shares->above[2 * i + 1];
    below[1] += shares->below[2 * i + 1];
  }
}

static void NAME(scatter_rounded)(const NAME(chunk) * chunk, const ELEMENT *gradient, double *sums) {
  for (size_t i = 0; i < chunk->count; i++) {
    const int32_t pixel = chunk->pixel[i] < 0 ? no_pixel : chunk->pixel[i];
    sums[pixel + 1] += (double)gradient[i];
  }
}

// The sums of one row as elements; vectors run over its end as far as `room` reaches, into what is written later.
static void NAME(collect_row)(const double *sums, bool is_paired, size_t columns, size_t room, ELEMENT *to) {
  for (size_t c = 0; c < columns; c += LANES) {
    DOUBLES sum;
    if (is_paired) {
      const DOUBLE_PAIRS pairs = *(const DOUBLE_PAIRS *)(sums + 2 * c - 1);
      sum = pairs.even + pairs.odd;
    } else {
      sum = *(const DOUBLES *)(sums + c);
    }
    NAME(store_some)(to + c, __builtin_convertvector(sum, VECTOR), room - c);
  }
}

static void NAME(picture_unit)(void *context, size_t unit, size_t worker) {
  sampling *s = context;
  const fovea_sample_shape *shape = &s->call->shape;
  const size_t picture = unit / s->groups, group = unit % s->groups * s->group;
  const size_t planes = picture * shape->channels + group, channels = at_most(s->group, shape->channels - group);
  const ELEMENT *gradients = (const ELEMENT *)s->call->gradient + planes * s->pixels;
  ELEMENT *results = (ELEMENT *)s->call->result + planes * s->plane;
  const NAME(sums) layout = NAME(sums_of)(shape);
  const size_t all = channels * layout.count, piece = (size_t)1 << 16;
  double *sums = s->scratch + worker * s->scratch_step;
  for (size_t i = 0; i < all && !sampling_is_cancelled(s); i += piece)
    memset(sums + i, 0, at_most(piece, all - i) * sizeof(double));
  NAME(chunk) chunk;
  NAME(shares) shares;
  bool has_unknown = false;
  int32_t at[chunk_room] __attribute__((aligned(64)));
  for (size_t first = 0; first < s->pixels && !sampling_is_cancelled(s); first += chunk_size) {
    NAME(locate)(s->call, picture, first, s->pixels, &chunk);
    has_unknown |= chunk.has_unknown;
    if (shape->interpolation == fovea_linear) NAME(place_sums)(&layout, &chunk, at);
    for (size_t c = 0; c < channels; c++) {
      const ELEMENT *gradient = gradients + c * s->pixels + first;
      double *target = sums + c * layout.count;
      if (shape->interpolation != fovea_linear) {
        NAME(scatter_rounded)(&chunk, gradient, target);
        continue;
      }
      NAME(share_out)(&chunk, gradient, &shares);
      if (layout.pixel == 2)
        NAME(scatter_pairs)(&shares, at, chunk.count, layout.row, target);
      else
        NAME(scatter)(&shares, at, chunk.count, layout.row, target);
    }
  }
  for (size_t row = 0; row < channels * shape->rows && !sampling_is_cancelled(s); row++) {
    const double *from = sums + row / shape->rows * layout.count + layout.start + row % shape->rows * layout.row;
    const size_t room = channels * s->plane - row * shape->columns;
    NAME(collect_row)(from, layout.pixel == 2, shape->columns, room, results + row * shape->columns);
  }
  if (!has_unknown) return;
  // A point that is no number could have asked for any pixel.
  for (size_t i = 0; i < channels * s->plane; i++) results[i] = (ELEMENT)NAN;
}

// Groups leave each thread a part, and fit some megabytes. How channels are dealt out changes no plane.
static sampling NAME(picture_sampling)(const fovea_sample_call *call) {
  const fovea_sample_shape *shape = &call->shape;
  const NAME(sums) layout = NAME(sums_of)(shape);
  const size_t part = (shape->channels + call->threads - 1) / call->threads;
  const size_t wanted = shape->pictures >= 4 * call->threads ? shape->channels : part;
  const size_t fitting = NAME(most_sums) / layout.count;
  sampling s = sampling_of(call, fitting < 1 ? 1 : at_most(wanted, fitting));
  // The last vector may reach beyond the sums.
  s.scratch_step = rounded_up(s.group * layout.count + 2 * LANES, cache_line / sizeof(double));
  return s;
}

static size_t NAME(picture_scratch)(const fovea_sample_call *call) {
  const sampling s = NAME(picture_sampling)(call);
  scratch_layout layout = {0};
  scratch_take(&layout, at_most(call->threads, call->shape.pictures * s.groups) * s.scratch_step * sizeof(double));
  return scratch_size(&layout);
}

static bool NAME(picture_gradient)(const fovea_sample_call *call, void *scratch) {
  sampling s = NAME(picture_sampling)(call);
  scratch_layout layout = {.start = scratch};
  s.scratch = scratch_take(&layout, 0);
  fovea_pool_run(call->shape.pictures * s.groups, sampling_threads(&s), NAME(picture_unit), &s);
  return !s.cancelled;
}
