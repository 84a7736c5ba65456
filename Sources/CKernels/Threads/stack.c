#define _GNU_SOURCE
#include "include/stack.h"

#include <pthread.h>

void fovea_stack_bounds(uintptr_t *lowest, size_t *size) {
  pthread_attr_t attributes;
  *lowest = 0;
  *size = 0;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  void *address;
  if (pthread_attr_getstack(&attributes, &address, size) == 0) *lowest = (uintptr_t)address;
  pthread_attr_destroy(&attributes);
}
