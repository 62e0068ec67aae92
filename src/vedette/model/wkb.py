"""Points as well-known binary (OGC 06-103r4, 8.2): what GeoParquet keeps in its geometry column."""

from __future__ import annotations

import numpy as np

WKB_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])
"""A point in two dimensions, little-endian, 21 bytes: ``order`` and ``kind`` are 1."""
