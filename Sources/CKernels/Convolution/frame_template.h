// Filling a frame, for one element type at one CPU level.

// Where a row of a phase has zeros: before the source, `lead` of them, and after `inside` elements of it, which begin at
// `start` of the source's row.
typedef struct {
  size_t lead, inside, start;
} NAME(cut);

static NAME(cut) NAME(cut_row)(size_t extent, ptrdiff_t first, size_t step, size_t width) {
  NAME(cut) cut = {0};
  if (first < 0) cut.lead = at_most(((size_t)-first + step - 1) / step, width);
  const ptrdiff_t start = first + (ptrdiff_t)(cut.lead * step);
  if (start < 0 || start >= (ptrdiff_t)extent) return cut;
  cut.start = (size_t)start;
  cut.inside = at_most((extent - cut.start + step - 1) / step, width - cut.lead);
  return cut;
}

// Every step-th element.
static inline __attribute__((always_inline)) void NAME(pick)(
    const ELEMENT *restrict from, size_t step, ELEMENT *restrict to, size_t count) {
  if (step == 1) {
    NAME(copy)(from, to, count);
    return;
  }
  size_t i = 0;
  if (step == 2)
    for (; i + LANES / 2 < count; i += LANES / 2) NAME(store_half)(to + i, NAME(evens)(NAME(load)(from + 2 * i)));
  for (; i < count; i++) to[i] = from[i * step];
}

// Asks for the row at `row` of the next plane: a band's rows of a plane are few, so that the processor, which follows rows
// by itself, would have to begin anew with every plane.
static inline void NAME(fetch_ahead)(const ELEMENT *row, size_t rows, size_t columns) {
  // A number, because behind the last plane there may be none; to ask for it does no harm.
  const uintptr_t next = (uintptr_t)row + rows * columns * sizeof(ELEMENT);
  for (size_t i = 0; i < columns * sizeof(ELEMENT); i += cache_line) __builtin_prefetch((const void *)(next + i));
}

// The frame of the band that begins at window row `band_start`, of the channels that begin at `source`. Left unfinished
// when the word is raised.
static __attribute__((unused)) void NAME(fill_frame)(const fovea_conv_shape *shape, const frame_layout *frame, const ELEMENT *source,
    size_t band_start, ELEMENT *to, const fovea_cancel_flag *cancel) {
  const fovea_window_axis *rows = &shape->rows, *columns = &shape->columns;
  for (size_t c = 0; c < shape->channels; c++, source += rows->source * columns->source)
    for (size_t phase_y = 0; phase_y < frame->rows.phases; phase_y++)
      for (size_t phase_x = 0; phase_x < frame->columns.phases; phase_x++) {
        const NAME(cut) cut = NAME(cut_row)(
            columns->source, frame->columns.origin + (ptrdiff_t)phase_x, frame->columns.step, frame->width);
        const size_t end = cut.lead + cut.inside;
        for (size_t q = 0; q < frame->height; q++, to += frame->width) {
          if (is_raised(cancel)) return;
          const ptrdiff_t y = frame->rows.origin +
                              (ptrdiff_t)(band_start * rows->step + q * frame->rows.step + phase_y);
          if (y < 0 || y >= (ptrdiff_t)rows->source) {
            memset(to, 0, frame->width * sizeof(ELEMENT));
            continue;
          }
          const ELEMENT *row = source + (size_t)y * columns->source;
          NAME(fetch_ahead)(row, rows->source, columns->source);
          for (size_t i = 0; i < cut.lead; i++) to[i] = 0;
          NAME(pick)(row + cut.start, frame->columns.step, to + cut.lead, cut.inside);
          for (size_t i = end; i < frame->width; i++) to[i] = 0;
        }
      }
}
