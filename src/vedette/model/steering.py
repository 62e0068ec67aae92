"""Signs that steer a page or a terminal in place of being read: no text that comes into a case holds them.

Control characters ring bells and move cursors, XML has no way to write most of them, and signs of direction make a
line read as something else than it says (Unicode Technical Report 36, section 3.2). The marks U+200E, U+200F and
U+061C, which right-to-left text may need, turn nothing around and are let through.
"""

from __future__ import annotations

import re
import unicodedata

REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that silently reorder what a reader sees."""

_STEERING = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{''.join(sorted(REORDERING))}]"
)


def steering_sign(text: str) -> str | None:
    """The first such sign by number and name, as in "U+202E (RIGHT-TO-LEFT OVERRIDE)"; none if there is none.

    Tabs and the ends of lines are none: they are white space.
    """
    found = None if text.isprintable() else _STEERING.search(text)
    if found is None:
        return None
    name = unicodedata.name(found[0], "a control character" if found[0] <= "\x9f" else "no character")
    return f"U+{ord(found[0]):04X} ({name})"


def without_steering(text: str) -> str:
    """The text with each such sign as the escape that JSON and TOML have for it."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
