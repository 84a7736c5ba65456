// How the gradient by the weights is carried out, for one element type at one CPU level.

typedef struct {
  const fovea_conv_weights_call *call;
  frame_layout frame;
  // Lanes along filters, or along pixels.
  bool along_filters;
  // A unit of work is a band of `batch` pictures (one, where a picture has several bands); each part sums up some units.
  size_t depth, batch, units, parts;
  // Lanes along pixels: the flat length of a filter's gradient in a frame's rows. Along filters: those of a pixel, and the
  // pixels of a whole unit. Their gradients lie in panels of two vectors of filters.
  size_t length, lanes, pixels;
  // Where a tap looks in a frame; along filters also where a pixel's values stand in the frame and in the gradient.
  int32_t *tap_at, *pixel_at, *gradient_at;
  // What each part has summed up, for all groups, and for the bias.
  ELEMENT *weight_sums, *bias_sums;
  size_t group_sums;
  ELEMENT *workspace;
  size_t workspace_step, frame_room, gradient_room, turned_room;
  atomic_bool cancelled;
} NAME(weight_gradient);

// Whether lanes along filters take less time, counted in vector operations a pixel. Along filters, the source and the
// gradient are turned around first; along pixels, there are gaps between a frame's rows, and each sum is added up.
static bool NAME(weights_prefer_filters)(const fovea_conv_shape *s) {
  const double depth = (double)(s->channels * s->rows.taps * s->columns.taps), lanes = (double)LANES;
  const frame_axis columns = frame_axis_for(&s->columns, s->columns.step);
  const size_t width = s->columns.windows + columns.reach / s->columns.step;
  const double filters = (double)rounded_up(s->filters, LANES);
  const double by_filters = filters * depth / lanes + 0.5 * (filters + 1.5 * (double)s->channels);
  const double waste = (double)width / (double)s->columns.windows;
  const double vectors = (double)rounded_up(width * s->rows.windows, LANES) / lanes;
  const double by_pixels = (double)s->filters * depth / lanes * waste * (1.25 + 8 / vectors);
  return by_filters < by_pixels;
}

static void NAME(lay_out_weights)(
    NAME(weight_gradient) * conv, const fovea_conv_shape *s, size_t threads, scratch_layout *layout) {
  const size_t pixels = s->rows.windows * s->columns.windows;
  const size_t line = cache_line / sizeof(ELEMENT), filters = s->groups * s->filters;
  conv->depth = s->channels * s->rows.taps * s->columns.taps;
  size_t bands = fewest_bands(s);
  if (conv->along_filters && bands < pixels / 384) bands = pixels / 384;
  // A quarter of a core's second cache for the frame and the gradient.
  const size_t room = ((size_t)1 << 18) / sizeof(ELEMENT) * s->channels / (s->channels + s->filters);
  conv->frame = frame_layout_for(s, room, bands, !conv->along_filters);
  const size_t seen = conv->frame.band * s->columns.windows;
  conv->batch = conv->along_filters && conv->frame.bands == 1 && seen < 256 ? at_most(s->pictures, 256 / seen + 1) : 1;
  // Widely padded pictures have large frames; together they are to stay near the caches, and their places within 32 bits.
  const size_t fitting = ((size_t)1 << 20) / (s->channels * conv->frame.channel + 1);
  conv->batch = at_most(conv->batch, fitting > 1 ? fitting : 1);
  conv->units = (s->pictures + conv->batch - 1) / conv->batch * conv->frame.bands;
  // How the sums are cut must not depend on the number of threads: it would change their rounding.
  const size_t parts = s->groups >= 8 ? 1 : s->filters * conv->depth < 65536 ? 8 : 4;
  conv->parts = at_most(conv->units, parts);
  conv->lanes = rounded_up(s->filters, LANES);
  conv->length = rounded_up(conv->frame.width * conv->frame.band, LANES);
  conv->tap_at = scratch_take(layout, conv->depth * sizeof(int32_t));
  conv->group_sums = conv->depth * (conv->along_filters ? conv->lanes : s->filters);
  conv->weight_sums = scratch_take(layout, conv->parts * s->groups * conv->group_sums * sizeof(ELEMENT));
  conv->bias_sums = scratch_take(layout, conv->parts * filters * sizeof(ELEMENT));
  // Lanes along pixels read on behind the frame: as far as a tap lies from its row's start, and to a whole vector.
  conv->frame_room = rounded_up(s->channels * conv->frame.channel + conv->frame.width + LANES, line);
  if (conv->along_filters) {
    conv->pixels = conv->batch * seen;
    conv->pixel_at = scratch_take(layout, conv->pixels * sizeof(int32_t));
    conv->gradient_at = scratch_take(layout, conv->pixels * sizeof(int32_t));
    // A vector beyond the last pixel may be written by what turns gradients around.
    conv->gradient_room = rounded_up(conv->pixels * rounded_up(s->filters, 2 * LANES) + LANES, line);
    conv->turned_room = rounded_up(conv->batch * s->channels * conv->frame.channel + LANES, line);
  } else {
    conv->gradient_room = rounded_up(s->filters * conv->length, line);
  }
  conv->workspace_step = conv->frame_room + conv->gradient_room + conv->turned_room;
  conv->workspace = scratch_take(
      layout, at_most(conv->parts * s->groups, threads) * conv->workspace_step * sizeof(ELEMENT));
}

// The part of the source and the gradient that a unit sees: rows first_row ..< first_row + rows of some pictures.
typedef struct {
  const ELEMENT *source, *gradient;
  size_t pictures, first_row, rows;
  ELEMENT *frame, *gradients, *turned;
  ELEMENT *weight_sums, *bias_sums;
} NAME(weights_unit);
