#define _GNU_SOURCE
#include "completion.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <readline/readline.h>

#include "internal.h"

struct fovea_completions {
  int start;
  char suffix;
  char **candidates;
  // As long as the candidates; NULL where nothing is said of one.
  char **notes;
  size_t count;
  // What is said above a list of them, or alone where there are none; whole lines, or NULL.
  char *heading;
};

static fovea_completer ask;
static void *ask_context;
// readline is told that the word is the whole line up to the cursor, so that the completer can choose the
// span. Every match then begins with this many bytes of the line, which are left away when they are listed.
static size_t line_bytes_in_match;
// What was found last, for the list that readline asks for after it.
static fovea_completions latest;

void fovea_completer_set(fovea_completer completer, void *context) {
  ask = completer;
  ask_context = context;
}

void fovea_completions_span(fovea_completions *found, int start, char suffix) {
  found->start = start;
  found->suffix = suffix;
}

void fovea_completions_add(fovea_completions *found, const char *candidate) {
  size_t count = found->count + 1;
  char **grown = realloc(found->candidates, count * sizeof *grown);
  if (grown == NULL) return;
  found->candidates = grown;
  char *copy = strdup(candidate);
  if (copy == NULL) return;
  char **notes = realloc(found->notes, count * sizeof *notes);
  if (notes == NULL) {
    free(copy);
    return;
  }
  found->notes = notes;
  notes[found->count] = NULL;
  grown[found->count] = copy;
  found->count = count;
}

void fovea_completions_note(fovea_completions *found, const char *note) {
  if (found->count == 0) return;
  free(found->notes[found->count - 1]);
  found->notes[found->count - 1] = strdup(note);
}

void fovea_completions_heading(fovea_completions *found, const char *heading) {
  free(found->heading);
  found->heading = strdup(heading);
}

static void forget(fovea_completions *found) {
  for (size_t i = 0; i < found->count; i++) {
    free(found->candidates[i]);
    free(found->notes[i]);
  }
  free(found->candidates);
  free(found->notes);
  free(found->heading);
  *found = (fovea_completions){0};
}

// How many bytes all candidates begin with, never half a character.
static size_t common_bytes(const fovea_completions *found) {
  const char *first = found->candidates[0];
  size_t common = strlen(first);
  for (size_t i = 1; i < found->count; i++) {
    size_t equal = 0;
    while (equal < common && first[equal] == found->candidates[i][equal]) equal++;
    common = equal;
  }
  while (common > 0 && ((unsigned char)first[common] & 0xC0) == 0x80) common--;
  return common;
}

static char *match(size_t line_bytes, const char *word, size_t word_bytes) {
  char *whole = malloc(line_bytes + word_bytes + 1);
  if (whole == NULL) return NULL;
  memcpy(whole, rl_line_buffer, line_bytes);
  memcpy(whole + line_bytes, word, word_bytes);
  whole[line_bytes + word_bytes] = '\0';
  return whole;
}

// What readline wants, and frees: what the matches have in common, then, if there are several, each of them,
// then NULL. What is typed is never shortened, even if the candidates do not begin with it.
static char **matches_of(const fovea_completions *found) {
  char **matches = calloc(found->count + 2, sizeof *matches);
  if (matches == NULL) return NULL;
  const char *typed = rl_line_buffer + found->start;
  size_t typed_bytes = (size_t)(rl_point - found->start);
  size_t common = common_bytes(found);
  bool extends = common >= typed_bytes && memcmp(found->candidates[0], typed, typed_bytes) == 0;
  bool takes_common = found->count == 1 || extends;
  matches[0] = match(
      line_bytes_in_match, takes_common ? found->candidates[0] : typed, takes_common ? common : typed_bytes);
  for (size_t i = 0; found->count > 1 && i < found->count; i++) {
    matches[i + 1] = match(line_bytes_in_match, found->candidates[i], strlen(found->candidates[i]));
  }
  return matches;
}

static char **complete(const char *word, int start, int end) {
  (void)word;
  // Without this readline would offer file names where the completer knows nothing.
  rl_attempted_completion_over = 1;
  // Neither can be shown with the line's beginning in the matches: all of them inserted, or a list of one.
  bool inserts_all = rl_completion_type == '*';
  bool lists = rl_completion_type == '?';
  if (ask == NULL || start != 0 || inserts_all) return NULL;
  fovea_completions found = {.start = end};
  ask(rl_line_buffer, end, &found, ask_context);
  char **matches = NULL;
  bool sensible = found.count > 0 && found.start >= 0 && found.start <= end;
  if (sensible && !(lists && found.count == 1)) {
    line_bytes_in_match = (size_t)found.start;
    matches = matches_of(&found);
    rl_completion_append_character = found.suffix;
    rl_completion_suppress_append = found.suffix == '\0';
  }
  if (found.count == 0 && found.heading != NULL) fovea_window_show_below(found.heading);
  forget(&latest);
  latest = found;
  return matches;
}

// As readline counts: control characters are shown as ^X, bytes that are no character as themselves.
static int columns(const char *word) {
  int width = 0;
  mbstate_t state = {0};
  while (*word != '\0') {
    wchar_t character;
    size_t bytes = mbrtowc(&character, word, MB_LEN_MAX, &state);
    bool is_character = bytes != (size_t)-1 && bytes != (size_t)-2;
    int own = is_character ? wcwidth(character) : 1;
    width += CTRL_CHAR(*word) || *word == RUBOUT ? 2 : own < 0 ? 1 : own;
    word += is_character ? bytes : 1;
    if (!is_character) memset(&state, 0, sizeof state);
  }
  return width;
}

static bool is_wanted(int count) {
  fprintf(rl_outstream, "\nDisplay all %d possibilities? (y or n)", count);
  fflush(rl_outstream);
  for (;;) {
    int key = rl_read_key();
    if (key == 'y' || key == 'Y' || key == ' ') return true;
    if (key == 'n' || key == 'N' || key == 'q' || key == RUBOUT) return false;
    rl_ding();
  }
}

// A match as it is listed: without the line before it, and with what is known of it. `place` is where in `latest` it is
// looked for: matches come in the order of the candidates.
static char *listed(const char *match, size_t *place) {
  const char *word = match + line_bytes_in_match;
  size_t found = *place;
  while (found < latest.count && strcmp(latest.candidates[found], word) != 0) found++;
  if (found == latest.count) return strdup(word);
  *place = found;
  const char *note = latest.notes[found];
  char *text = NULL;
  if (note == NULL || asprintf(&text, "%s  %s", word, note) < 0) return strdup(word);
  return text;
}

static void free_all(char **words) {
  for (char **word = words; *word != NULL; word++) free(*word);
  free(words);
}

static void list(char **matches, int count, int width) {
  (void)width;
  char **words = calloc((size_t)count + 2, sizeof *words);
  if (words == NULL) return;
  int widest = 0;
  size_t place = 0;
  words[0] = strdup(matches[0] + line_bytes_in_match);
  for (int i = 1; i <= count; i++) {
    words[i] = listed(matches[i], &place);
    if (words[i] == NULL) return free_all(words);
    if (columns(words[i]) > widest) widest = columns(words[i]);
  }
  if (latest.heading != NULL) {
    rl_crlf();
    // Without its last newline: the list begins with one.
    fprintf(rl_outstream, "%.*s", (int)strlen(latest.heading) - 1, latest.heading);
  }
  fovea_keys_set_paging(true);
  bool is_long = rl_completion_query_items > 0 && count >= rl_completion_query_items;
  if (!is_long || is_wanted(count)) {
    rl_display_match_list(words, count, widest);
  } else {
    rl_crlf();
  }
  fovea_keys_set_paging(false);
  rl_forced_update_display();
  free_all(words);
}

void fovea_completion_prepare(void) {
  rl_attempted_completion_function = complete;
  rl_completion_display_matches_hook = list;
  rl_completer_word_break_characters = "";
  rl_sort_completion_matches = 0;
}
