#include "internal.h"

#include <stddef.h>
#include <string.h>

// Between these the terminal sends what was pasted.
static const char start_mark[] = "\033[200~";
static const char end_mark[] = "\033[201~";
enum { mark_bytes = sizeof end_mark - 1 };

static bool is_inside;
static unsigned char last_bytes[mark_bytes];
static bool after_carriage_return;
// The rest of an end mark that the terminal did not send.
static const char *invented;

void fovea_paste_reset(void) {
  is_inside = after_carriage_return = false;
  invented = NULL;
  memset(last_bytes, 0, sizeof last_bytes);
}

bool fovea_paste_takes(unsigned char byte) {
  bool ends_pair = after_carriage_return && byte == '\n';
  after_carriage_return = is_inside && byte == '\r';
  if (is_inside && (byte == '\0' || ends_pair)) return false;
  memmove(last_bytes, last_bytes + 1, mark_bytes - 1);
  last_bytes[mark_bytes - 1] = byte;
  if (memcmp(last_bytes, is_inside ? end_mark : start_mark, mark_bytes) == 0) is_inside = !is_inside;
  return true;
}

int fovea_paste_key_instead_of(int failure) {
  if (is_inside) {
    fovea_paste_reset();
    invented = end_mark;
  }
  if (invented == NULL || *invented == '\0') return failure;
  return *invented++;
}
