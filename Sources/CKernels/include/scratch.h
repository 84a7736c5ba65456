#ifndef FOVEA_SCRATCH_H
#define FOVEA_SCRATCH_H

#include <stddef.h>

// Memory that a kernel works in. A kernel that needs none, or so little that its stack holds it, takes none; another one
// that is given too little does nothing, writes into `bytes` how much it needs, and is called again.
typedef struct {
  void *_Nullable memory;
  size_t bytes;
} fovea_scratch;

typedef enum {
  fovea_finished,
  // The cancellation flag was raised; what the call writes is not to be used.
  fovea_cancelled,
  fovea_needs_scratch,
} fovea_outcome;

#endif
