#ifndef FOVEA_HISTORY_H
#define FOVEA_HISTORY_H

// The list behind Up and Ctrl-R. An entry may have several lines.
void fovea_history_add(const char *_Nonnull entry);
void fovea_history_clear(void);

// Keeps only the newest `count` entries from now on.
void fovea_history_limit(int count);

#endif
