#ifndef FOVEA_COMPLETION_H
#define FOVEA_COMPLETION_H

// Collects the answer of one completer call.
typedef struct fovea_completions fovea_completions;

// Asked on Tab, on the thread that reads: says through the two functions below what may stand between some
// byte of `line` and byte `cursor`. Ctrl-C is seen when it is done.
typedef void (*fovea_completer)(
    const char *_Nonnull line, int cursor, fovea_completions *_Nonnull found, void *_Nullable context);

void fovea_completer_set(fovea_completer _Nullable completer, void *_Nullable context);

// The candidates replace the bytes from `start` to the cursor; `suffix`, if it is not 0, follows a single one.
void fovea_completions_span(fovea_completions *_Nonnull found, int start, char suffix);

// Whole lines that are shown above a list of the candidates, or alone where there are none.
void fovea_completions_heading(fovea_completions *_Nonnull found, const char *_Nonnull heading);

// Copies the candidate; they are listed in the order in which they come.
void fovea_completions_add(fovea_completions *_Nonnull found, const char *_Nonnull candidate);

// Says of the candidate that was added last what it is; lists show it beside the candidate.
void fovea_completions_note(fovea_completions *_Nonnull found, const char *_Nonnull note);

#endif
