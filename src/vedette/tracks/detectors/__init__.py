"""Detectors, one file each: a pure function from a track to what was seen, accusing nobody."""
