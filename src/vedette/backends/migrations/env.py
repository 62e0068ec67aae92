"""Where alembic finds the connection: the caller hands it over with a write transaction open on it.

The caller commits, so that two processes that open a new workspace at once run the scripts only once.
"""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
