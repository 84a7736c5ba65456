#ifndef FOVEA_LOCALE_VARIABLE_H
#define FOVEA_LOCALE_VARIABLE_H

// A variable of the environment as the program found it: for readline's sake the locale is made one of UTF-8. NULL where it
// was not set. Valid until the environment is changed.
const char *_Nullable fovea_locale_variable(const char *_Nonnull name);

#endif
