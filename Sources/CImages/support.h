#ifndef FOVEA_IMAGES_SUPPORT_H
#define FOVEA_IMAGES_SUPPORT_H

#include <stdio.h>

#include "CImages.h"

static inline bool fovea_is_cancelled(const int32_t *cancel) {
  return cancel && __atomic_load_n(cancel, __ATOMIC_RELAXED) != 0;
}

static inline fovea_status fovea_fail(fovea_failure *failure, fovea_status status, const char *text) {
  snprintf(failure->text, sizeof failure->text, "%s", text);
  return status;
}

// width × height × channels × sample_bytes; false when it does not fit a size_t.
static inline bool fovea_count_bytes(fovea_picture *picture) {
  return !__builtin_mul_overflow((size_t)picture->width, (size_t)picture->height, &picture->byte_count) &&
         !__builtin_mul_overflow(picture->byte_count, (size_t)picture->channels, &picture->byte_count) &&
         !__builtin_mul_overflow(picture->byte_count, (size_t)picture->sample_bytes, &picture->byte_count);
}

// Deflate makes at most 258 bytes of 2 bits.
#define FOVEA_DEFLATE_RATIO 1032

#endif
