#ifndef FOVEA_POOL_H
#define FOVEA_POOL_H

#include <stdbool.h>
#include <stddef.h>

// Threads that wait for work. A call hands out tasks 0..<count to them and to itself, at most `threads` in all, and
// returns when all are done; `worker` is below `threads`, and no two tasks run at once with the same one. Which thread runs a task
// depends on chance, so a task's result must not. A caller that finds the pool busy runs its tasks alone.
typedef void (*fovea_task)(void *_Nullable context, size_t task, size_t worker);
void fovea_pool_run(size_t count, size_t threads, fovea_task _Nonnull task, void *_Nullable context);

enum { fovea_pool_most_threads = 64 };

// How many threads work at once, the caller's included: as many as there are CPUs to run on, at most so many.
size_t fovea_pool_threads(void);

#endif
