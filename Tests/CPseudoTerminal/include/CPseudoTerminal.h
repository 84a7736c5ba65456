#ifndef FOVEA_CPSEUDOTERMINAL_H
#define FOVEA_CPSEUDOTERMINAL_H

#include <sys/types.h>

// A program that runs in a terminal of its own. Both ends are open here; `terminal` only so that it outlives
// the program and its modes can be looked at.
typedef struct {
  pid_t process;
  int keyboard_and_screen;
  int terminal;
} pseudo_terminal;

// Starts a program as a login would: a new session with the terminal as its own and every signal at its
// default. Returns 0 or an errno. What is read from `keyboard_and_screen` does not wait.
int pseudo_terminal_start(pseudo_terminal *_Nonnull started, char *_Nullable *_Nonnull words,
    char *_Nullable *_Nonnull environment, int columns, int rows);

void pseudo_terminal_resize(const pseudo_terminal *_Nonnull terminal, int columns, int rows);

#endif
