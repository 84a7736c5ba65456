#define _GNU_SOURCE
#include "interrupts.h"

#include <pthread.h>
#include <signal.h>
#include <stddef.h>

// Several threads may hold and release; the handler never takes the lock.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int holds;
static struct sigaction before;

// The handler may run on any thread, so it touches nothing but these two, and those atomically.
static int32_t *watched;
static int32_t count;

static void raise_word(int number) {
  (void)number;
  __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
  int32_t *word = __atomic_load_n(&watched, __ATOMIC_ACQUIRE);
  if (word != NULL) __atomic_store_n(word, 1, __ATOMIC_RELAXED);
}

static void take_over(void) {
  sigaction(SIGINT, NULL, &before);
  if (before.sa_handler == SIG_IGN) return;
  // Without SA_RESTART, so that a computation that waits for a file comes back to look at its word.
  struct sigaction action = {.sa_handler = raise_word};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
}

void fovea_interrupts_hold(void) {
  pthread_mutex_lock(&lock);
  if (holds++ == 0) take_over();
  pthread_mutex_unlock(&lock);
}

void fovea_interrupts_release(void) {
  pthread_mutex_lock(&lock);
  if (--holds == 0) sigaction(SIGINT, &before, NULL);
  pthread_mutex_unlock(&lock);
}

int32_t *fovea_interrupts_watch(int32_t *word) {
  __atomic_store_n(&count, 0, __ATOMIC_RELAXED);
  return __atomic_exchange_n(&watched, word, __ATOMIC_ACQ_REL);
}

int32_t fovea_interrupts_count(void) { return __atomic_load_n(&count, __ATOMIC_RELAXED); }
