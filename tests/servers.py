"""The servers that the tests marked `services` are run on: `python -m tests.servers` says which are not named.

Nothing but the standard library: it is asked before anything is installed.
"""

import os
import sys

NEEDED = {
    "BACKR_TEST_POSTGRES_URL": (
        "a PostgreSQL, as a user who may make and drop databases, such as postgres://me@127.0.0.1:5432/postgres"
    ),
    "BACKR_TEST_REDIS_URL": "a Redis database that may be emptied, such as redis://127.0.0.1:6379/9",
    "BACKR_TEST_NEO4J_URI": "a Neo4j 5.26 that may be emptied, such as bolt://127.0.0.1:7687",
    "BACKR_TEST_NEO4J_PASSWORD": "that Neo4j's password (of the user neo4j, or of BACKR_TEST_NEO4J_USER)",
}


def what_is_missing() -> str:
    """Return what to set, a line a variable; empty when all are set."""
    lines = [f"  {name}: {what}" for name, what in NEEDED.items() if not os.environ.get(name, "").strip()]
    return "\n".join(["These tests run on real servers. Set in the environment:", *lines]) if lines else ""


if __name__ == "__main__":
    sys.exit(what_is_missing() or 0)
