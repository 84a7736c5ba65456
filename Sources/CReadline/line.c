#define _GNU_SOURCE
#include "line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "internal.h"

static const char *prefilled;

static int insert_prefill(void) {
  if (prefilled != NULL) rl_insert_text(prefilled);
  return 0;
}

static int insert_newline(int count, int key) {
  (void)key;
  while (count-- > 0) rl_insert_text("\n");
  return 0;
}

// Readline would wait for a byte inside `read`, where no signal is seen. With a minimum of none, `read` comes back.
static void prepare_terminal(int meta_flag) {
  rl_prep_terminal(meta_flag);
  int terminal = fileno(rl_instream);
  struct termios modes;
  if (!RL_ISSTATE(RL_STATE_TERMPREPPED) || tcgetattr(terminal, &modes) != 0) return;
  modes.c_cc[VMIN] = 0;
  modes.c_cc[VTIME] = 0;
  tcsetattr(terminal, TCSADRAIN, &modes);
}

static void restore_terminal(void) {
  // With this set some versions of readline end the prompt's line themselves; here it is done in one place.
  rl_eof_found = 0;
  rl_deprep_terminal();
}

static void restore_terminal_at_exit(void) {
  if (RL_ISSTATE(RL_STATE_TERMPREPPED)) restore_terminal();
}

void fovea_line_prepare(const char *name) {
  static bool prepared;
  if (prepared) return;
  prepared = true;
  fovea_locale_prepare();
  rl_readline_name = strdup(name);
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  rl_getc_function = fovea_keys_read;
  rl_prep_term_function = prepare_terminal;
  rl_deprep_term_function = restore_terminal;
  rl_startup_hook = insert_prefill;
  fovea_completion_prepare();
  // Before the inputrc is read, so that it can say otherwise. Alt-Enter would switch to vi mode.
  rl_variable_bind("enable-bracketed-paste", "on");
  rl_variable_bind("show-all-if-unmodified", "on");
  rl_add_defun("insert-newline", insert_newline, -1);
  rl_bind_keyseq("\\e\\C-m", insert_newline);
  rl_bind_keyseq("\\e\\C-j", insert_newline);
  fovea_recall_prepare();
  fovea_inspection_prepare();
  rl_initialize();
  using_history();
  atexit(restore_terminal_at_exit);
}

// Not readline's callback interface: in version 8.2 its searches can jump into a frame that is gone, and it
// neither asks before long lists of completions nor stops after a page. All waiting is in keys.c in any case.
fovea_line fovea_line_read(const char *prompt, const char *prefill) {
  prefilled = prefill;
  fovea_keys_reset();
  fovea_prompt_signals_enter();
  fflush(stdout);
  // Between prompts nobody hears of a new size.
  fovea_window_measure();
  char *text = readline(prompt);
  fovea_history_restore();
  if (text == NULL) {
    fputc('\n', rl_outstream);
    fflush(rl_outstream);
  }
  fovea_prompt_signals_leave();
  return (fovea_line){.text = text, .interrupted = text == NULL && fovea_keys_interrupted()};
}
