#ifndef FOVEA_BENCHMARKS_THREADS_H
#define FOVEA_BENCHMARKS_THREADS_H

#include <stdbool.h>
#include <stddef.h>

// Calls `work(context, share, shares)` for each share on a thread of its own, the first on the calling thread; returns
// when all are done. False where a thread could not be made.
bool threads_run(void (*work)(void *context, size_t share, size_t shares), void *context, size_t shares);

#endif
