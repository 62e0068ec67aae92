"""Inks, line widths and letter sizes of all charts.

The colours differ in lightness as well as in hue, so that they stay apart in greyscale and for colour-blind
readers (blue, orange and sky blue after Okabe and Ito, darkened for print). Meaning never hangs on colour alone.
"""

from __future__ import annotations

INK = "#1c1f23"
MUTED = "#5a626c"
RULE = "#c9ced4"
FAINT = "#eceef1"
PAPER = "#ffffff"

STRONG = "#0b3c6f"
SECOND = "#d17a00"
LIGHT = "#9cc3e0"
PALE = "#e3edf5"
WARM = "#f6e3c5"
HATCH = "#b9c0c8"

MARGIN_MM = 1.0
WIDTH_MM = 160.0 - 2 * MARGIN_MM
"""The text width of an A4 page, less a margin in which marks and letters may overhang."""

TALLEST_MM = 245.0
"""The text height of an A4 page with room for a caption."""

LARGE, NORMAL, SMALL = 9.5, 8.5, 7.5
"""Letter sizes in points; nothing on a chart is smaller than SMALL."""

HAIR, THIN, MEDIUM, THICK = 0.15, 0.25, 0.45, 0.7
"""Line widths in millimetres."""
