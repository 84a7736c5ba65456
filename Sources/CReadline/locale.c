#define _GNU_SOURCE
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static bool characters_are_utf8(void) {
  return setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

void fovea_locale_prepare(void) {
  if (characters_are_utf8()) return;
  const char *everything = getenv("LC_ALL");
  setenv(everything != NULL && *everything != '\0' ? "LC_ALL" : "LC_CTYPE", "C.UTF-8", 1);
  setlocale(LC_CTYPE, "");
}
