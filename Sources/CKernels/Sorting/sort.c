#include "include/sort.h"

#include "Sorting/keys.h"
#include "Tiles/plan.h"
#include "include/pool.h"

#include <stdatomic.h>

// Sorting along an axis: elements become keys, alone or beside their places, and rows of them are sorted. Rows are shared
// out to threads.

enum {
  // So many elements take a thread some tens of microseconds.
  elements_of_sort_task = 1 << 12,
  // After so many the cancellation flag is looked at.
  entries_between_looks = 1 << 16,
  most_inserted = 40,
  most_with_short_digits = 1 << 12,
  short_digit_bits = 8,
  long_digit_bits = 11,
};

// A key beside its element's place.
typedef struct {
  uint64_t key, place;
} key_and_place;

#define ENTRY uint32_t
#define KEY(entry) (entry)
#define KEY_BITS 32
#define NAMED(part) part##_keys32
#include "Sorting/radix_template.h"
#undef ENTRY
#undef KEY
#undef KEY_BITS
#undef NAMED

#define ENTRY uint64_t
#define KEY(entry) (entry)
#define KEY_BITS 64
#define NAMED(part) part##_keys64
#include "Sorting/radix_template.h"
#undef KEY
#undef KEY_BITS
#undef NAMED

// A key of 32 bits above the place.
#define KEY(entry) ((uint32_t)((entry) >> 32))
#define KEY_BITS 32
#define NAMED(part) part##_packed
#include "Sorting/radix_template.h"
#undef ENTRY
#undef KEY
#undef KEY_BITS
#undef NAMED

#define ENTRY key_and_place
#define KEY(entry) ((entry).key)
#define KEY_BITS 64
#define NAMED(part) part##_pairs
#include "Sorting/radix_template.h"
#undef ENTRY
#undef KEY
#undef KEY_BITS
#undef NAMED

typedef struct {
  const fovea_sort_call *call;
  char *memory;
  size_t bytes_of_worker, rows, rows_of_task;
  atomic_bool cancelled;
} sort_job;

static bool is_narrow(const fovea_sort_call *call) {
  return (call->type == fovea_sort_f32 || call->type == fovea_sort_u8) && call->extent <= UINT32_MAX;
}

// Counts for the digits of 64 bits.
static size_t bytes_of_counts(const fovea_sort_call *call) {
  if (call->extent <= most_inserted) return 0;
  return (call->extent <= most_with_short_digits ? 8 << short_digit_bits : 6 << long_digit_bits) * sizeof(size_t);
}

static size_t bytes_of_entry(const fovea_sort_call *call) {
  if (call->places) return is_narrow(call) ? sizeof(uint64_t) : sizeof(key_and_place);
  return is_narrow(call) ? sizeof(uint32_t) : sizeof(uint64_t);
}

// The key of an element. Beside its place −0 counts as 0; alone it must come back.
static inline uint64_t key_at(const fovea_sort_call *call, size_t at) {
  switch (call->type) {
  case fovea_sort_f32: {
    const float x = ((const float *)call->x)[at];
    const uint32_t key = key_of_f32(call->places ? x + 0.0F : x);
    return call->descending ? (uint32_t)~key : key;
  }
  case fovea_sort_u8: {
    const uint32_t key = ((const uint8_t *)call->x)[at];
    return call->descending ? 255 - key : key;
  }
  case fovea_sort_f64: {
    const double x = ((const double *)call->x)[at];
    const uint64_t key = key_of_f64(call->places ? x + 0.0 : x);
    return call->descending ? ~key : key;
  }
  case fovea_sort_i64: {
    const uint64_t key = key_of_i64(((const int64_t *)call->x)[at]);
    return call->descending ? ~key : key;
  }
  }
  return 0;
}

static void put_value(const fovea_sort_call *call, size_t at, uint64_t key) {
  switch (call->type) {
  case fovea_sort_f32:
    ((float *)call->values)[at] = f32_of_key(call->descending ? ~(uint32_t)key : (uint32_t)key);
    return;
  case fovea_sort_u8: ((uint8_t *)call->values)[at] = (uint8_t)(call->descending ? 255 - key : key); return;
  case fovea_sort_f64: ((double *)call->values)[at] = f64_of_key(call->descending ? ~key : key); return;
  case fovea_sort_i64: ((int64_t *)call->values)[at] = i64_of_key(call->descending ? ~key : key); return;
  }
}

static void put_place(const fovea_sort_call *call, size_t row, size_t to, uint64_t place) {
  call->places[to] = (int64_t)place;
  if (!call->values) return;
  const size_t from = row + place * call->inner;
  switch (call->type) {
  case fovea_sort_f32: ((float *)call->values)[to] = ((const float *)call->x)[from]; return;
  case fovea_sort_u8: ((uint8_t *)call->values)[to] = ((const uint8_t *)call->x)[from]; return;
  case fovea_sort_f64:
  case fovea_sort_i64: ((uint64_t *)call->values)[to] = ((const uint64_t *)call->x)[from]; return;
  }
}

// Sorts the row that begins at `row`. False where it was stopped.
static bool sort_row(const fovea_sort_call *call, size_t row, char *memory) {
  const size_t count = call->extent, inner = call->inner, bytes = count * bytes_of_entry(call);
  size_t *counts = (size_t *)memory;
  char *first = memory + bytes_of_counts(call), *second = first + rounded_up(bytes, 16);
#define SORT_ROW(entry_type, sorting, made, put) \
  { \
    entry_type *entries = (entry_type *)first; \
    for (size_t i = 0; i < count; i++) entries[i] = made; \
    const entry_type *sorted = sorting(entries, (entry_type *)second, count, counts, call->cancel); \
    if (!sorted) return false; \
    for (size_t i = 0; i < count; i++) put; \
    return true; \
  }
  if (call->places) {
    if (is_narrow(call))
      SORT_ROW(uint64_t, sort_packed, key_at(call, row + i * inner) << 32 | i,
          put_place(call, row, row + i * inner, (uint32_t)sorted[i]))
    SORT_ROW(key_and_place, sort_pairs, ((key_and_place){key_at(call, row + i * inner), i}),
        put_place(call, row, row + i * inner, sorted[i].place))
  }
  if (is_narrow(call))
    SORT_ROW(uint32_t, sort_keys32, (uint32_t)key_at(call, row + i * inner), put_value(call, row + i * inner, sorted[i]))
  SORT_ROW(uint64_t, sort_keys64, key_at(call, row + i * inner), put_value(call, row + i * inner, sorted[i]))
#undef SORT_ROW
}

static void sort_task(void *context, size_t task, size_t worker) {
  sort_job *job = context;
  const fovea_sort_call *call = job->call;
  const size_t end = at_most(job->rows, (task + 1) * job->rows_of_task);
  for (size_t row = task * job->rows_of_task; row < end; row++) {
    if (atomic_load_explicit(&job->cancelled, memory_order_relaxed)) return;
    const size_t start = row / call->inner * call->extent * call->inner + row % call->inner;
    if (is_raised(call->cancel) || !sort_row(call, start, job->memory + worker * job->bytes_of_worker))
      atomic_store_explicit(&job->cancelled, true, memory_order_relaxed);
  }
}

fovea_outcome fovea_sort(const fovea_sort_call *call, fovea_scratch *scratch) {
  sort_job job = {.call = call, .memory = scratch->memory, .rows = call->outer * call->inner};
  if (job.rows == 0 || call->extent == 0) return fovea_finished;
  job.rows_of_task = call->extent < elements_of_sort_task ? elements_of_sort_task / call->extent : 1;
  const size_t tasks = (job.rows + job.rows_of_task - 1) / job.rows_of_task;
  const size_t threads =
      at_most(tasks, threads_for(20 * (double)job.rows * (double)call->extent, call->threads));
  job.bytes_of_worker =
      rounded_up(bytes_of_counts(call) + 2 * rounded_up(call->extent * bytes_of_entry(call), 16), 64);
  if (scratch->bytes < threads * job.bytes_of_worker) {
    scratch->bytes = threads * job.bytes_of_worker;
    return fovea_needs_scratch;
  }
  fovea_pool_run(tasks, threads, sort_task, &job);
  return job.cancelled ? fovea_cancelled : fovea_finished;
}
