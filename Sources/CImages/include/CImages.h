#ifndef FOVEA_CIMAGES_H
#define FOVEA_CIMAGES_H

#endif
