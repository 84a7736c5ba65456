#ifndef FOVEA_CREADLINE_INTERNAL_H
#define FOVEA_CREADLINE_INTERNAL_H

#include <stdbool.h>
#include <stdio.h>

// locale.c: readline reads the locale from the environment, so that is where UTF-8 must be.
void fovea_locale_prepare(void);

// completion.c
void fovea_completion_prepare(void);

// history.c
// Takes back what was done to recalled entries. readline's own way, `revert-all-at-newline`, can free a list of
// changes twice.
void fovea_history_restore(void);

// keys.c
// Forgets an earlier Ctrl-C.
void fovea_keys_reset(void);
bool fovea_keys_interrupted(void);
// While true, a key that would make readline jump out of its pager is answered as `q`.
void fovea_keys_set_paging(bool paging);
// For `rl_getc_function`: waits for a byte or a signal. READERR after Ctrl-C, until the next reset.
int fovea_keys_read(FILE *stream);

// paste.c: looks at all bytes on their way to readline, which cannot see some pastes through.
void fovea_paste_reset(void);
// Whether `byte` is to be handed on: inside a paste a NUL, which would end it, and the LF of CR LF are not.
bool fovea_paste_takes(unsigned char byte);
// readline reads past its buffer when there is no more input inside a paste. The key to give it instead of
// `failure`, until the paste is ended.
int fovea_paste_key_instead_of(int failure);

// prompt_signals.c
// Between the two calls the prompt's signals are noted until they are handled.
void fovea_prompt_signals_enter(void);
void fovea_prompt_signals_leave(void);
// A descriptor that becomes readable when a signal is noted, so that no wait for keys can miss one.
int fovea_prompt_signals_bell(void);
// Does what the noted signals ask for, except SIGINT; false if there was none.
bool fovea_prompt_signals_handle(void);
// True once after SIGINT.
bool fovea_prompt_signals_take_interrupt(void);

// recall.c
void fovea_recall_prepare(void);

// inspection.c
void fovea_inspection_prepare(void);

// window.c
// Writes whole lines below the one that is being typed, and that one anew below them.
void fovea_window_show_below(const char *lines);
// The size of the window: before anything is on the screen, and while a line is.
void fovea_window_measure(void);
void fovea_window_follow(void);

#endif
