#ifndef FOVEA_LINE_H
#define FOVEA_LINE_H

#include <stdbool.h>

// What one prompt brought: a line that the caller frees, or none because of Ctrl-C or the end of input.
typedef struct {
  char *_Nullable text;
  bool interrupted;
} fovea_line;

// Prepares readline, whose state belongs to the whole process; `name` is what `$if` in an inputrc asks for.
// The first call counts, later ones do nothing.
void fovea_line_prepare(const char *_Nonnull name);

// Reads from the terminal until Enter, Ctrl-C or the end of input, and leaves it in the modes it was in.
// Invisible parts of the prompt stand between \001 and \002. `prefill` is there to be edited from the start.
fovea_line fovea_line_read(const char *_Nonnull prompt, const char *_Nullable prefill);

// Keys that were typed already, to be read before any other; what is too much is lost.
void fovea_keys_push(const unsigned char *_Nonnull keys, int count);

#endif
