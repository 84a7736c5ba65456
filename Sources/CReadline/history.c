#define _GNU_SOURCE
#include "history.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "internal.h"

// The entries as they were added, in readline's order.
static char **originals;
static int capacity;
static int count;

static void forget_oldest(int surplus) {
  for (int i = 0; i < surplus; i++) free(originals[i]);
  if (surplus > 0) memmove(originals, originals + surplus, (size_t)(count - surplus) * sizeof *originals);
  if (surplus > 0) count -= surplus;
}

void fovea_history_add(const char *entry) {
  if (count == capacity) {
    int larger = capacity == 0 ? 256 : capacity * 2;
    char **grown = realloc(originals, (size_t)larger * sizeof *grown);
    if (grown == NULL) return;
    originals = grown;
    capacity = larger;
  }
  char *copy = strdup(entry);
  if (copy == NULL) return;
  originals[count++] = copy;
  add_history(entry);
  forget_oldest(count - history_length);
}

void fovea_history_clear(void) {
  rl_clear_history();
  forget_oldest(count);
}

void fovea_history_limit(int limit) {
  stifle_history(limit);
  forget_oldest(count - history_length);
}

void fovea_history_restore(void) {
  HIST_ENTRY **entries = history_list();
  if (entries == NULL || history_length != count) return;
  for (int i = 0; i < count; i++) {
    if (entries[i]->data == NULL && strcmp(entries[i]->line, originals[i]) == 0) continue;
    HIST_ENTRY *edited = replace_history_entry(i, originals[i], NULL);
    // Its list of changes is left to leak: readline may still know it by another name.
    if (edited != NULL) free_history_entry(edited);
  }
}
