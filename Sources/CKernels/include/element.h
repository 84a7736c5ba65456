#ifndef FOVEA_ELEMENT_H
#define FOVEA_ELEMENT_H

typedef enum { fovea_f32, fovea_f64 } fovea_element;

#endif
