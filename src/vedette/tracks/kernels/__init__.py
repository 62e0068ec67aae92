"""Compiled loops over the columns of position reports, one file each, and what they share.

Every function here is plain arithmetic on integers, and on floating point operations that IEEE 754 defines
to the last bit (no library sine or cosine, no fused or reordered arithmetic): the same rows give the same
decisions on every processor.
"""
