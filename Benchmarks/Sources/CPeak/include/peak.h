#ifndef FOVEA_BENCHMARKS_PEAK_H
#define FOVEA_BENCHMARKS_PEAK_H

#include <stdbool.h>
#include <stddef.h>

// What the machine itself can do, to hold the engine's figures against.

typedef enum { peak_baseline, peak_avx2, peak_avx512 } peak_level;

// Whether this machine can run the level.
bool peak_is_available(peak_level level);

// Floating-point operations of one turn on one thread: a multiplication and an addition for each lane.
size_t peak_f32_operations(peak_level level);
size_t peak_f64_operations(peak_level level);

// Multiplies and adds in registers, `turns` times on each of so many threads at once. Returns when all are done; false
// where a thread could not be made. The machine must have the level.
bool peak_f32(peak_level level, size_t turns, size_t threads);
bool peak_f64(peak_level level, size_t turns, size_t threads);

// Copies `bytes` from one block to another, `turns` times, on so many threads, each its share. False where a thread
// could not be made.
bool peak_copy(char *_Nonnull target, const char *_Nonnull source, size_t bytes, size_t turns, size_t threads);

#endif
