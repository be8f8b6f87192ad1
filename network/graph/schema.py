"""What the graph keeps unique and finds quickly."""

from network.graph import driver

STATEMENTS = ["schema_person_id", "schema_person_member"]


def apply() -> None:
    """Make the constraints and indexes that are missing. Raises `GraphUnavailable`."""
    for name in STATEMENTS:
        driver.write(name)
