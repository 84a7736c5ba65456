#define _GNU_SOURCE
#include "include/pool.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

// A caller offers its job in the mailbox of each worker that it wants, works along, and takes back what was not picked
// up. A worker that is out of work spins for some 50 µs, because the next job often comes at once, and then sleeps.

enum { most_threads = fovea_pool_most_threads, spins_before_sleep = 2000, spins_before_yield = 10000 };

// `next` is the first task that nobody has taken yet.
typedef struct {
  fovea_task task;
  void *context;
  size_t count;
  atomic_size_t next;
} job;

// NULL, a job on offer, or `taken` while the worker is at it.
static _Atomic(job *) mailboxes[most_threads];
static job taken;

// Held by the caller whose job is in the mailboxes; guards `started`.
static pthread_mutex_t caller = PTHREAD_MUTEX_INITIALIZER;
static size_t started = 1;

static pthread_mutex_t bed = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static atomic_size_t sleeping;

// 0 until somebody asks.
static atomic_size_t known_threads;

static size_t starting_threads(void) {
  cpu_set_t set;
  const int available = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
  return available < 1 ? 1 : available < most_threads ? (size_t)available : most_threads;
}

size_t fovea_pool_threads(void) {
  const size_t known = atomic_load_explicit(&known_threads, memory_order_relaxed);
  if (known != 0) return known;
  size_t unknown = 0;
  atomic_compare_exchange_strong(&known_threads, &unknown, starting_threads());
  return atomic_load_explicit(&known_threads, memory_order_relaxed);
}

static void rest(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static void take_tasks(job *work, size_t worker) {
  for (;;) {
    const size_t task = atomic_fetch_add_explicit(&work->next, 1, memory_order_relaxed);
    if (task >= work->count) return;
    work->task(work->context, task, worker);
  }
}

static void sleep_until_offered(size_t worker) {
  pthread_mutex_lock(&bed);
  // Counted before the mailbox is looked at again: a caller looks the other way round, so one of the two sees the other.
  atomic_fetch_add(&sleeping, 1);
  while (atomic_load(&mailboxes[worker]) == NULL) pthread_cond_wait(&wake, &bed);
  atomic_fetch_sub(&sleeping, 1);
  pthread_mutex_unlock(&bed);
}

static void *work(void *number) {
  const size_t worker = (size_t)number;
  for (;;) {
    job *offered = NULL;
    for (size_t spins = 0; spins < spins_before_sleep && offered == NULL; spins++) {
      offered = atomic_load_explicit(&mailboxes[worker], memory_order_relaxed);
      if (offered == NULL) rest();
    }
    if (offered == NULL) {
      sleep_until_offered(worker);
    } else if (atomic_compare_exchange_strong(&mailboxes[worker], &offered, &taken)) {
      take_tasks(offered, worker);
      atomic_store_explicit(&mailboxes[worker], NULL, memory_order_release);
    }
  }
  return NULL;
}

// Starts workers until there are `wanted` threads with the caller's; fewer where the system has none to give.
static size_t start(size_t wanted) {
  sigset_t all, before;
  sigfillset(&all);
  // Signals are for the threads that the program started itself.
  pthread_sigmask(SIG_BLOCK, &all, &before);
  pthread_attr_t detached;
  pthread_attr_init(&detached);
  pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  while (started < wanted && pthread_create(&thread, &detached, work, (void *)started) == 0) started++;
  pthread_attr_destroy(&detached);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started < wanted ? started : wanted;
}

static void offer(job *mine, size_t workers) {
  for (size_t worker = 1; worker < workers; worker++) atomic_store(&mailboxes[worker], mine);
  if (atomic_load(&sleeping) == 0) return;
  pthread_mutex_lock(&bed);
  pthread_cond_broadcast(&wake);
  pthread_mutex_unlock(&bed);
}

// Returns when no worker has the job any more.
static void take_back(job *mine, size_t workers) {
  for (size_t worker = 1; worker < workers; worker++) {
    job *offered = mine;
    if (atomic_compare_exchange_strong(&mailboxes[worker], &offered, NULL)) continue;
    for (size_t spins = 0; atomic_load_explicit(&mailboxes[worker], memory_order_acquire) != NULL; spins++) {
      if (spins < spins_before_yield)
        rest();
      else
        sched_yield();
    }
  }
}

void fovea_pool_run(size_t count, size_t threads, fovea_task task, void *context) {
  const size_t wanted = threads < count ? (threads < most_threads ? threads : most_threads) : count;
  if (wanted <= 1 || pthread_mutex_trylock(&caller) != 0) {
    for (size_t i = 0; i < count; i++) task(context, i, 0);
    return;
  }
  job mine = {.task = task, .context = context, .count = count};
  const size_t workers = start(wanted);
  offer(&mine, workers);
  take_tasks(&mine, 0);
  take_back(&mine, workers);
  pthread_mutex_unlock(&caller);
}
