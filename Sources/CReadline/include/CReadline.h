#ifndef FOVEA_CREADLINE_H
#define FOVEA_CREADLINE_H

#endif
