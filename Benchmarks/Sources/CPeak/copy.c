#include "peak.h"
#include "threads.h"
#include <string.h>

typedef struct {
  char *target;
  const char *source;
  size_t bytes, turns;
} copy_work;

static void copy(void *context, size_t share, size_t shares) {
  const copy_work *work = context;
  const size_t from = work->bytes / shares * share;
  const size_t bytes = share + 1 == shares ? work->bytes - from : work->bytes / shares;
  for (size_t turn = 0; turn < work->turns; turn++) memcpy(work->target + from, work->source + from, bytes);
}

bool peak_copy(char *target, const char *source, size_t bytes, size_t turns, size_t threads) {
  copy_work work = {target, source, bytes, turns};
  return threads_run(copy, &work, threads);
}
