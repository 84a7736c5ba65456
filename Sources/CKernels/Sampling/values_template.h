// Values at points, for one element type at one CPU level.

static void NAME(weigh)(const fovea_sample_shape *shape, const NAME(chunk) * chunk, NAME(pairs) * pairs,
    const ELEMENT *plane, ELEMENT *to) {
  NAME(copy_pairs)(shape, chunk->count, plane, pairs);
  for (size_t i = 0; i < chunk->count; i += LANES) {
    const WHOLE row = NAME(load_whole)(chunk->row + i), column = NAME(load_whole)(chunk->column + i);
    const VECTOR left = NAME(load)(chunk->left + i), right = NAME(load)(chunk->right + i);
    const NAME(line) above = NAME(line_of)(shape, pairs->above + 2 * i, row, column);
    const NAME(line) below = NAME(line_of)(shape, pairs->below + 2 * i, row + 1, column);
    const VECTOR value = NAME(between)(NAME(between)(above.left, left, above.right, right),
        NAME(load)(chunk->above + i), NAME(between)(below.left, left, below.right, right),
        NAME(load)(chunk->below + i));
    NAME(store_some)(to + i, value, chunk->count - i);
  }
}

static void NAME(pick)(const NAME(chunk) * chunk, const ELEMENT *plane, ELEMENT *to) {
  for (size_t i = 0; i < chunk->count; i++) {
    const int32_t pixel = chunk->pixel[i];
    to[i] = pixel >= 0 ? plane[pixel] : pixel == unknown_pixel ? (ELEMENT)NAN : 0;
  }
}

static void NAME(sample_unit)(void *context, size_t unit, size_t worker) {
  (void)worker;
  sampling *s = context;
  const fovea_sample_shape *shape = &s->call->shape;
  const size_t picture = unit / (s->blocks * s->groups), group = unit / s->blocks % s->groups * s->group;
  const size_t start = unit % s->blocks * s->block, end = at_most(start + s->block, s->pixels);
  const size_t planes = picture * shape->channels + group, channels = at_most(s->group, shape->channels - group);
  const ELEMENT *from = (const ELEMENT *)s->call->picture + planes * s->plane;
  ELEMENT *to = (ELEMENT *)s->call->result + planes * s->pixels;
  NAME(chunk) chunk;
  NAME(pairs) pairs;
  for (size_t first = start; first < end && !sampling_is_cancelled(s); first += chunk_size) {
    NAME(locate)(s->call, picture, first, end, &chunk);
    if (shape->interpolation == fovea_linear) NAME(place_pairs)(shape, &chunk, &pairs);
    for (size_t c = 0; c < channels; c++)
      if (shape->interpolation == fovea_linear)
        NAME(weigh)(shape, &chunk, &pairs, from + c * s->plane, to + c * s->pixels + first);
      else
        NAME(pick)(&chunk, from + c * s->plane, to + c * s->pixels + first);
  }
}

static bool NAME(sample)(const fovea_sample_call *call) {
  sampling s = sampling_of(call, 32);
  fovea_pool_run(call->shape.pictures * s.groups * s.blocks, sampling_threads(&s), NAME(sample_unit), &s);
  return !s.cancelled;
}
