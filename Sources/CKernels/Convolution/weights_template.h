// Gradients by the weights of a convolution, for one element type at one CPU level; conv.c says how they work.

// A task sums up one group over a part of the units.
static void NAME(sum_part)(void *context, size_t task, size_t worker) {
  NAME(weight_gradient) *conv = context;
  const fovea_conv_weights_call *call = conv->call;
  const fovea_conv_shape *s = &call->shape;
  const size_t part = task % conv->parts, group = task / conv->parts, place = part * s->groups + group;
  NAME(weights_unit) unit = {.frame = conv->workspace + worker * conv->workspace_step};
  unit.gradients = unit.frame + conv->frame_room;
  unit.turned = unit.gradients + conv->gradient_room;
  unit.weight_sums = conv->weight_sums + place * conv->group_sums;
  unit.bias_sums = conv->bias_sums + place * s->filters;
  memset(unit.weight_sums, 0, conv->group_sums * sizeof(ELEMENT));
  memset(unit.bias_sums, 0, s->filters * sizeof(ELEMENT));
  const size_t end = conv->units * (part + 1) / conv->parts;
  for (size_t number = conv->units * part / conv->parts; number < end; number++) {
    if (atomic_load_explicit(&conv->cancelled, memory_order_relaxed)) return;
    const size_t picture = number / conv->frame.bands * conv->batch, planes = picture * s->groups + group;
    unit.pictures = at_most(conv->batch, s->pictures - picture);
    unit.first_row = number % conv->frame.bands * conv->frame.band;
    unit.rows = at_most(conv->frame.band, s->rows.windows - unit.first_row);
    unit.source = (const ELEMENT *)call->source + planes * s->channels * s->rows.source * s->columns.source;
    unit.gradient = (const ELEMENT *)call->gradient + planes * s->filters * s->result_rows * s->result_columns;
    const bool finished = conv->along_filters ? NAME(sum_along_filters)(conv, &unit)
                                              : NAME(sum_along_pixels)(conv, &unit);
    if (finished) continue;
    atomic_store_explicit(&conv->cancelled, true, memory_order_relaxed);
    return;
  }
}

// Adds up the parts of one group, in their order, and writes the sums where the weights stand. Left unfinished when the
// word is raised.
static void NAME(add_parts)(void *context, size_t group, size_t worker) {
  (void)worker;
  const NAME(weight_gradient) *conv = context;
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t taps = s->rows.taps * s->columns.taps;
  ELEMENT *sums = conv->weight_sums + group * conv->group_sums, *bias_sums = conv->bias_sums + group * s->filters;
  for (size_t part = 1; part < conv->parts; part++) {
    if (is_raised(conv->call->cancel)) return;
    const ELEMENT *more = sums + part * s->groups * conv->group_sums;
    const ELEMENT *more_bias = bias_sums + part * s->groups * s->filters;
    for (size_t i = 0; i < conv->group_sums; i++) sums[i] += more[i];
    for (size_t f = 0; f < s->filters; f++) bias_sums[f] += more_bias[f];
  }
  ELEMENT *weights = (ELEMENT *)conv->call->weights + group * s->weight_group;
  const size_t filter_step = conv->along_filters ? 1 : conv->depth, depth_step = conv->along_filters ? conv->lanes : 1;
  for (size_t c = 0; c < s->channels; c++) {
    if (is_raised(conv->call->cancel)) return;
    for (size_t tap = 0; tap < taps; tap++) {
      const size_t place = conv->along_filters ? tap * s->channels + c : c * taps + tap;
      ELEMENT *to = weights + c * s->weight_channel + tap / s->columns.taps * s->weight_row + tap % s->columns.taps;
      for (size_t f = 0; f < s->filters; f++) to[f * s->weight_filter] = sums[f * filter_step + place * depth_step];
    }
  }
  if (conv->call->bias)
    memcpy((ELEMENT *)conv->call->bias + group * s->filters, bias_sums, s->filters * sizeof(ELEMENT));
}

// Lanes along pixels meet elements that no window sees there, with gradients of zero; if one is infinite or no number, it
// spoils a sum. Zero times a finite sum is zero.
static bool NAME(is_spoilt)(const NAME(weight_gradient) * conv) {
  ELEMENT sum = 0;
  const size_t count = conv->call->shape.groups * conv->group_sums;
  for (size_t i = 0; i < count; i++) sum += conv->weight_sums[i] * 0;
  return sum != 0;
}

static size_t NAME(conv_weights_scratch)(const fovea_conv_shape *shape, size_t threads) {
  size_t largest = 0;
  const bool pixels_are_tried = !NAME(weights_prefer_filters)(shape);
  for (int along_filters = pixels_are_tried ? 0 : 1; along_filters <= 1; along_filters++) {
    NAME(weight_gradient) conv = {.along_filters = along_filters};
    scratch_layout layout = {0};
    NAME(lay_out_weights)(&conv, shape, threads, &layout);
    if (scratch_size(&layout) > largest) largest = scratch_size(&layout);
  }
  return largest;
}

static bool NAME(conv_weights)(const fovea_conv_weights_call *call, void *scratch) {
  const fovea_conv_shape *s = &call->shape;
  const size_t threads = threads_for(conv_work(s), call->threads);
  for (bool along_filters = NAME(weights_prefer_filters)(s);; along_filters = true) {
    NAME(weight_gradient) conv = {.call = call, .along_filters = along_filters};
    scratch_layout layout = {.start = scratch};
    NAME(lay_out_weights)(&conv, s, call->threads, &layout);
    frame_places(s, &conv.frame, conv.tap_at);
    if (along_filters) NAME(pixel_places)(&conv);
    fovea_pool_run(conv.parts * s->groups, threads, NAME(sum_part), &conv);
    if (atomic_load_explicit(&conv.cancelled, memory_order_relaxed)) return false;
    fovea_pool_run(s->groups, threads, NAME(add_parts), &conv);
    if (is_raised(call->cancel)) return false;
    if (along_filters || !NAME(is_spoilt)(&conv)) return true;
  }
}
