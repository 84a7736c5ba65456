#include "CFuzzer.h"

int LLVMFuzzerRunDriver(int *count, char ***words, int (*run)(const unsigned char *bytes, size_t count));
int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t count);

// SwiftPM calls the program's `main` so, and libFuzzer's own is then not it.
int fuzz_main(int count, char **words);
int fuzz_main(int count, char **words) { return LLVMFuzzerRunDriver(&count, &words, LLVMFuzzerTestOneInput); }
