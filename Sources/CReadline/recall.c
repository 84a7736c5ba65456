#define _GNU_SOURCE
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "internal.h"

// What was typed before the first Up: only entries that begin with it are recalled. Empty for every entry.
static char *prefix;

static int recall_older(int count, int key);
static int recall_newer(int count, int key);

// What readline's own search does but for three things: the cursor goes to the end, what was typed comes back when the
// search leaves the newest entry, and on an entry that was recalled, and perhaps edited, Up goes on to the one before.
static void begin(void) {
  bool goes_on = rl_last_func == recall_older || rl_last_func == recall_newer;
  if (goes_on && prefix != NULL) return;
  bool is_own_line = where_history() >= history_length;
  free(prefix);
  prefix = strndup(rl_line_buffer, is_own_line ? (size_t)rl_point : 0);
}

// The place of the next entry in a direction that begins with the prefix and differs from the line; -1 for none.
static int next_match(int step) {
  size_t length = prefix == NULL ? 0 : strlen(prefix);
  for (int place = where_history() + step; place >= 0 && place < history_length; place += step) {
    HIST_ENTRY *entry = history_get(history_base + place);
    if (entry == NULL) return -1;
    if (length == 0) return place;
    if (strncmp(entry->line, prefix, length) == 0 && strcmp(entry->line, rl_line_buffer) != 0) return place;
  }
  return -1;
}

static int recall_older(int count, int key) {
  begin();
  for (; count > 0; count--) {
    int place = next_match(-1);
    if (place < 0) return rl_ding();
    rl_get_previous_history(where_history() - place, key);
  }
  rl_point = rl_end;
  return 0;
}

static int recall_newer(int count, int key) {
  begin();
  for (; count > 0; count--) {
    int here = where_history();
    if (here >= history_length) return rl_ding();
    int place = next_match(+1);
    rl_get_next_history((place < 0 ? history_length : place) - here, key);
  }
  rl_point = rl_end;
  return 0;
}

void fovea_recall_prepare(void) {
  rl_add_defun("recall-older", recall_older, -1);
  rl_add_defun("recall-newer", recall_newer, -1);
  // The arrow keys in both of the modes that terminals have for them.
  rl_bind_keyseq("\\e[A", recall_older);
  rl_bind_keyseq("\\eOA", recall_older);
  rl_bind_keyseq("\\e[B", recall_newer);
  rl_bind_keyseq("\\eOB", recall_newer);
}
