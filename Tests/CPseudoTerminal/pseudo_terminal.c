#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

// The new session has no terminal, so the one that it opens first becomes its own.
static int spawn(pid_t *process, char **words, char **environment, const char *terminal) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, 0, 1);
  posix_spawn_file_actions_adddup2(&actions, 0, 2);

  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t signals;
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  int problem = posix_spawn(process, words[0], &actions, &attributes, words, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return problem;
}

int pseudo_terminal_start(pseudo_terminal *started, char **words, char **environment, int columns, int rows) {
  int near = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (near < 0) return errno;
  char name[64];
  int far = -1;
  if (grantpt(near) == 0 && unlockpt(near) == 0 && ptsname_r(near, name, sizeof name) == 0) {
    far = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  }
  int problem = far < 0 ? errno : 0;
  *started = (pseudo_terminal){.keyboard_and_screen = near, .terminal = far};
  if (problem == 0) {
    pseudo_terminal_resize(started, columns, rows);
    fcntl(near, F_SETFL, O_NONBLOCK);
    problem = spawn(&started->process, words, environment, name);
  }
  if (problem != 0) {
    close(near);
    if (far >= 0) close(far);
  }
  return problem;
}

void pseudo_terminal_resize(const pseudo_terminal *terminal, int columns, int rows) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  ioctl(terminal->keyboard_and_screen, TIOCSWINSZ, &size);
}
