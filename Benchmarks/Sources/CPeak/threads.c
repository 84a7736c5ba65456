#include "threads.h"
#include <pthread.h>

enum { most_threads = 64 };

typedef struct {
  void (*work)(void *, size_t, size_t);
  void *context;
  size_t share, shares;
} threads_share;

static void *start(void *argument) {
  const threads_share *share = argument;
  share->work(share->context, share->share, share->shares);
  return NULL;
}

bool threads_run(void (*work)(void *context, size_t share, size_t shares), void *context, size_t shares) {
  if (shares < 1 || shares > most_threads) return false;
  threads_share all[most_threads];
  pthread_t threads[most_threads];
  size_t made = 1;
  for (; made < shares; made++) {
    all[made] = (threads_share){work, context, made, shares};
    if (pthread_create(&threads[made], NULL, start, &all[made]) != 0) break;
  }
  if (made == shares) work(context, 0, shares);
  for (size_t thread = 1; thread < made; thread++) pthread_join(threads[thread], NULL);
  return made == shares;
}
