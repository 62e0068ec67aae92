"""Write src/vedette/model/ftm_schema.toml from the followthemoney package, or check it with ``--check``.

Run it in the interop environment, the only one that has the package.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent.parent / "src" / "vedette" / "model" / "ftm_schema.toml"
HEAD = """# Schemata of FollowTheMoney {version}: what each extends, and its own properties by type.
# Reverse properties are left out: they are never stated. Written by tools/write_ftm_schema.py.
"""
WIDTH = 110


def page() -> str:
    """The whole file, the same bytes from the same package."""
    from followthemoney import __version__
    from followthemoney.model import Model

    schemata = sorted(Model.instance(), key=lambda one: str(one.name))
    return HEAD.format(version=__version__) + "".join(f"\n{_schema(one)}" for one in schemata)


def _schema(schema: Any) -> str:
    lines = [f"[{schema.name}]", _names("extends", [one.name for one in schema.extends])]
    by_type: dict[str, list[str]] = defaultdict(list)
    for prop in schema.properties.values():
        if prop.schema == schema and not prop.stub:
            by_type[prop.type.name].append(prop.name)
    return "\n".join([*lines, *(_names(kind, by_type[kind]) for kind in sorted(by_type))]) + "\n"


def _names(key: str, names: list[str]) -> str:
    quoted = [f'"{name}"' for name in sorted(names)]
    line = f"{key} = [{', '.join(quoted)}]"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"{key} = [", *(f"  {name}," for name in quoted), "]"])


def main() -> int:
    """Write, or with ``--check`` compare; answer with an exit code."""
    wanted = page()
    if "--check" not in sys.argv[1:]:
        FILE.write_text(wanted, "utf-8", newline="\n")
        return 0
    if FILE.read_text("utf-8") == wanted:
        return 0
    print(f"{FILE.name} differs from the followthemoney package: run tools/write_ftm_schema.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
