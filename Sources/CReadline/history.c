#include <stddef.h>
#include <stdio.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "history.h"

void fovea_history_add(const char *entry) { add_history(entry); }

void fovea_history_clear(void) { rl_clear_history(); }

void fovea_history_limit(int count) { stifle_history(count); }
