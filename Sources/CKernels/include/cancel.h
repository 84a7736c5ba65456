#ifndef FOVEA_CANCEL_H
#define FOVEA_CANCEL_H

#include <stdbool.h>
#include <stdint.h>

// A session owns one word; a signal handler or another thread raises it, every long loop looks at it.
typedef struct {
  int32_t raised;
} fovea_cancel_flag;

static inline bool fovea_cancel_is_raised(const fovea_cancel_flag *_Nonnull word) {
  return __atomic_load_n(&word->raised, __ATOMIC_RELAXED) != 0;
}

static inline void fovea_cancel_set(fovea_cancel_flag *_Nonnull word, bool raised) {
  __atomic_store_n(&word->raised, raised ? 1 : 0, __ATOMIC_RELAXED);
}

#endif
