#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// libFuzzer's own way to change an input, in place. Returns how long it is then, at most `limit`.
size_t LLVMFuzzerMutate(uint8_t *data, size_t count, size_t limit);

#endif
