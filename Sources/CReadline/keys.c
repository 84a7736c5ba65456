#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <readline/readline.h>

#include "internal.h"

static bool interrupted;
static bool paging;
enum { no_byte = -1 };
static int byte_after_interrupt = no_byte;
// Keys that were read before the line was, by somebody who looked for something else.
static unsigned char early_keys[256];
static int early_count, early_next;

void fovea_keys_reset(void) {
  interrupted = paging = false;
  fovea_paste_reset();
}

bool fovea_keys_interrupted(void) { return interrupted; }

void fovea_keys_push(const unsigned char *keys, int count) {
  if (early_next == early_count) early_next = early_count = 0;
  for (int i = 0; i < count && early_count < (int)sizeof early_keys; i++) early_keys[early_count++] = keys[i];
}

void fovea_keys_set_paging(bool is_paging) { paging = is_paging; }

// Waits until the terminal has a byte; false after Ctrl-C.
static bool wait_for_byte(int terminal) {
  while (!interrupted) {
    struct pollfd sources[] = {
        {.fd = terminal, .events = POLLIN}, {.fd = fovea_prompt_signals_bell(), .events = POLLIN}};
    int ready = poll(sources, 2, -1);
    bool failed = ready < 0 && errno != EINTR;
    bool signalled = fovea_prompt_signals_handle();
    interrupted = fovea_prompt_signals_take_interrupt();
    if (failed || (!signalled && !interrupted && sources[0].revents != 0)) return true;
  }
  return false;
}

static bool has_hung_up(int terminal) {
  struct pollfd source = {.fd = terminal, .events = POLLIN};
  return poll(&source, 1, 0) > 0 && (source.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

// The terminal's next byte; READERR after Ctrl-C. Ctrl-C and Ctrl-Z empty the terminal's queue: what is read by
// the time that the signal is seen came later and belongs to the next line, so signals are looked at before the
// queue, and again after; and the byte that was waited for may be gone, so reading does not wait (see line.c).
static int next_byte(int terminal) {
  if (byte_after_interrupt != no_byte) {
    int byte = byte_after_interrupt;
    byte_after_interrupt = no_byte;
    return byte;
  }
  if (early_next < early_count) return early_keys[early_next++];
  while (wait_for_byte(terminal)) {
    unsigned char byte;
    ssize_t count = read(terminal, &byte, 1);
    if (count < 0 && errno != EINTR && errno != EAGAIN) return EOF;
    if (count == 0 && has_hung_up(terminal)) return EOF;
    interrupted = fovea_prompt_signals_take_interrupt();
    if (interrupted && count == 1) byte_after_interrupt = byte;
    if (!interrupted && count == 1) return byte;
  }
  return READERR;
}

static void show_interrupt(void) {
  rl_point = rl_end;
  rl_redisplay();
  rl_echo_signal_char(SIGINT);
}

int fovea_keys_read(FILE *stream) {
  int key = READERR;
  while (!interrupted) {
    key = next_byte(fileno(stream));
    if (key < 0 || fovea_paste_takes((unsigned char)key)) break;
  }
  if (key < 0) key = fovea_paste_key_instead_of(key);
  if (paging && (key < 0 || key == CTRL('G'))) return 'q';
  // Inside a search and the like readline first finds its way back to the line; then it asks again.
  if (key == READERR && RL_ISSTATE(RL_STATE_READCMD)) show_interrupt();
  return key;
}
