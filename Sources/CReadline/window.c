#define _GNU_SOURCE
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <readline/readline.h>

#include "internal.h"

// In a window of two columns readline divides by zero. Nobody could read in it anyway.
enum { least_columns = 10, least_rows = 2 };

void fovea_window_measure(void) {
  rl_reset_screen_size();
  int rows, columns;
  rl_get_screen_size(&rows, &columns);
  if (rows >= least_rows && columns >= least_columns) return;
  rl_set_screen_size(rows < least_rows ? least_rows : rows, columns < least_columns ? least_columns : columns);
}

void fovea_window_follow(void) {
  struct winsize size;
  bool is_known = ioctl(fileno(rl_instream), TIOCGWINSZ, &size) == 0;
  if (is_known && size.ws_row >= least_rows && size.ws_col >= least_columns) rl_resize_terminal();
}

void fovea_window_show_below(const char *lines) {
  int point = rl_point;
  // From the line's last row, wherever the cursor is.
  rl_point = rl_end;
  rl_redisplay();
  rl_crlf();
  fputs(lines, rl_outstream);
  rl_point = point;
  rl_forced_update_display();
}
