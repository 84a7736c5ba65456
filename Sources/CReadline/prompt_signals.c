#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <readline/readline.h>

#include "internal.h"

// What the prompt handles. The first four do what they would do without us, once the terminal is restored.
static const int numbers[] = {SIGHUP, SIGTERM, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH, SIGINT};
enum { restoring_count = 4, continued = restoring_count, resized, interrupted, number_count };

static struct sigaction before[number_count];
static volatile sig_atomic_t arrived[number_count];
static int bell = -1;

// Nothing is held back: the kernel would hand what the reader does not take to some other thread, and until
// that thread has run, keys behind a Ctrl-C would be read as if they were in front of it.
static void note(int number) {
  int kept = errno;
  for (int i = 0; i < number_count; i++) {
    if (numbers[i] == number) arrived[i] = 1;
  }
  uint64_t ring = 1;
  ssize_t written = write(bell, &ring, sizeof ring);
  (void)written;
  errno = kept;
}

static bool take(int index) {
  bool was = arrived[index] != 0;
  arrived[index] = 0;
  return was;
}

static void install(void) {
  for (int i = 0; i < number_count; i++) {
    sigaction(numbers[i], NULL, &before[i]);
    if (before[i].sa_handler == SIG_IGN) continue;
    // With SA_RESTART, so that nothing that readline writes is cut short.
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(numbers[i], &action, NULL);
  }
}

static void uninstall(void) {
  for (int i = 0; i < number_count; i++) sigaction(numbers[i], &before[i], NULL);
}

void fovea_prompt_signals_enter(void) {
  if (bell < 0) bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  for (int i = 0; i < number_count; i++) arrived[i] = 0;
  install();
}

void fovea_prompt_signals_leave(void) {
  uninstall();
  for (int i = 0; i < restoring_count; i++) {
    if (take(i)) raise(numbers[i]);
  }
}

int fovea_prompt_signals_bell(void) { return bell; }

// Restores the terminal while `number`, if it is not 0, does what it would do without us, and takes up the
// line again if the program is still there.
static void step_aside(int number) {
  rl_cleanup_after_signal();
  if (number != 0) {
    uninstall();
    raise(number);
    install();
  }
  rl_reset_after_signal();
  fovea_window_follow();
  rl_forced_update_display();
}

bool fovea_prompt_signals_handle(void) {
  uint64_t rings;
  bool rang = read(bell, &rings, sizeof rings) > 0;
  for (int i = 0; i < restoring_count; i++) {
    if (take(i)) step_aside(numbers[i]);
  }
  if (take(continued)) step_aside(0);
  if (take(resized)) fovea_window_follow();
  return rang;
}

bool fovea_prompt_signals_take_interrupt(void) { return take(interrupted); }
