"""The tables of the record, as SQLAlchemy Core sees them; the migrations make them.

Facts of every kind have the same columns. What the columns hold in full is the payload, RFC 8785 JSON of the
model value; the others are for finding it. A reading (the facts and issues of one content) belongs to the
content's digest, so a submission that returns to an earlier content shares it.
"""

from __future__ import annotations

import sqlalchemy as sa

from vedette.model.facts import FACT_KINDS

METADATA = sa.MetaData()


def _digest(
    name: str, *rest: sa.ForeignKey, primary_key: bool = False, nullable: bool = False
) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), *rest, primary_key=primary_key, nullable=nullable)


def _of_submission() -> sa.Column[str]:
    # Deferred: facts stream in while the exhibits' markings are still being learned from them.
    key = sa.ForeignKey("submission.id", deferrable=True, initially="DEFERRED")
    return _digest("submission", key, primary_key=True)


SUBMISSION = sa.Table(
    "submission",
    METADATA,
    _digest("id", primary_key=True),
    sa.Column("folder", sa.Text, nullable=False),
    sa.Column("manifest", sa.Text, nullable=False),
)

VERSION = sa.Table(
    "submission_version",
    METADATA,
    sa.Column("folder", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    _digest("submission", sa.ForeignKey("submission.id")),
)

EXHIBIT = sa.Table(
    "exhibit",
    METADATA,
    _of_submission(),
    sa.Column("ordinal", sa.Integer, primary_key=True),
    _digest("digest"),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("handling", sa.Text, nullable=False),
    sa.Index("exhibit_digest", "digest"),
)


def _fact_table(kind: str) -> sa.Table:
    return sa.Table(
        kind,
        METADATA,
        _of_submission(),
        sa.Column("ordinal", sa.BigInteger, primary_key=True),
        _digest("id"),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Index(f"{kind}_key", "key"),
    )


FACTS: dict[str, sa.Table] = {kind: _fact_table(kind) for kind in FACT_KINDS}
"""The table of facts by kind."""

ISSUE = sa.Table(
    "issue",
    METADATA,
    _of_submission(),
    sa.Column("ordinal", sa.BigInteger, primary_key=True),
    sa.Column("payload", sa.Text, nullable=False),
)

CUSTODY = sa.Table(
    "custody",
    METADATA,
    sa.Column("strand", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    _digest("previous", nullable=True),
    _digest("digest"),
)

WITHDRAWAL = sa.Table(
    "withdrawal",
    METADATA,
    sa.Column("folder", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(
        ["folder", "version"], ["submission_version.folder", "submission_version.version"]
    ),
)

BELONGS_TO = sa.Table(
    "belongs_to",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("symbol", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
)
"""The symbol of the case that the record was made for; a later row is a change of the symbol."""

APPEND_ONLY = tuple(METADATA.tables)
"""Tables on which triggers refuse UPDATE and DELETE: all of them."""
