#define _GNU_SOURCE
#include "inspection.h"

#include <stdio.h>
#include <stdlib.h>

#include <readline/readline.h>

#include "internal.h"

static fovea_inspector ask;
static void *ask_context;

void fovea_inspector_set(fovea_inspector inspector, void *context) {
  ask = inspector;
  ask_context = context;
}

static int inspect(int count, int key) {
  (void)count, (void)key;
  bool is_repeated = rl_last_func == inspect;
  char *lines = ask == NULL ? NULL : ask(rl_line_buffer, rl_point, is_repeated, ask_context);
  if (lines == NULL) return rl_ding();
  fovea_window_show_below(lines);
  free(lines);
  return 0;
}

void fovea_inspection_prepare(void) {
  rl_add_defun("inspect", inspect, -1);
  // Shift-Tab, and F1 as terminals send it.
  rl_bind_keyseq("\\e[Z", inspect);
  rl_bind_keyseq("\\eOP", inspect);
  rl_bind_keyseq("\\e[11~", inspect);
  rl_bind_keyseq("\\e[[A", inspect);
}
