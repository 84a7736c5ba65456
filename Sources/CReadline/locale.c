#define _GNU_SOURCE
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "locale_variable.h"

static bool characters_are_utf8(void) {
  return setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

// What the environment said before it was changed, and of which variable; NULL: it was not changed, or not set before.
static const char *changed;
static char *former;

void fovea_locale_prepare(void) {
  if (characters_are_utf8()) return;
  const char *everything = getenv("LC_ALL");
  const char *name = everything != NULL && *everything != '\0' ? "LC_ALL" : "LC_CTYPE";
  if (changed == NULL) {
    const char *value = getenv(name);
    former = value != NULL ? strdup(value) : NULL;
    changed = name;
  }
  setenv(name, "C.UTF-8", 1);
  setlocale(LC_CTYPE, "");
}

const char *fovea_locale_variable(const char *name) {
  return changed != NULL && strcmp(name, changed) == 0 ? former : getenv(name);
}
