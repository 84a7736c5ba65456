#ifndef FOVEA_INTERRUPTS_H
#define FOVEA_INTERRUPTS_H

#include <stdint.h>

// While held, SIGINT ends neither the program nor anything else; it raises the watched word, if there is one.
// Holds nest. A program that was started with SIGINT ignored goes on ignoring it.
void fovea_interrupts_hold(void);
void fovea_interrupts_release(void);

// Every SIGINT stores 1 into `word` from now on and is counted from 0 again. Returns the word watched before.
// A word must outlive its watch by as long as another thread may need to run a signal handler.
int32_t *_Nullable fovea_interrupts_watch(int32_t *_Nullable word);

// How many came since the last call of `fovea_interrupts_watch`.
int32_t fovea_interrupts_count(void);

#endif
