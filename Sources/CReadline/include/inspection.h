#ifndef FOVEA_INSPECTION_H
#define FOVEA_INSPECTION_H

#include <stdbool.h>

// Asked by Shift-Tab and F1, on the thread that reads: whole lines that say what stands at byte `cursor` of `line`, which
// the caller frees; NULL where there is nothing to say. `is_repeated`: the key was pressed once more.
typedef char *_Nullable (*fovea_inspector)(
    const char *_Nonnull line, int cursor, bool is_repeated, void *_Nullable context);

void fovea_inspector_set(fovea_inspector _Nullable inspector, void *_Nullable context);

#endif
