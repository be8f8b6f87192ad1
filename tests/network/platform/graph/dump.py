"""All that a graph says, for comparing."""

from typing import Any

from django.conf import settings
from neo4j import GraphDatabase


def run(cypher: str, **params: Any) -> list[dict[str, Any]]:
    """Run Cypher of a test's own on the graph that the settings name."""
    auth = (settings.GRAPH_USER, settings.GRAPH_PASSWORD)
    with GraphDatabase.driver(settings.GRAPH_URI, auth=auth) as driver:
        found, _, _ = driver.execute_query(cypher, params, database_=settings.GRAPH_DATABASE)
    return [record.data() for record in found]


def people() -> dict[int, int | None]:
    """Each person's id, and the member that they are."""
    return {row["id"]: row["member"] for row in run("MATCH (p:Person) RETURN p.id AS id, p.member AS member")}


def ties() -> list[tuple[int, int, str, float]]:
    """Each tie: from whom, to whom, kind, strength; sorted, doubled ones twice."""
    ties = run("MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, type(r) AS kind, r.strength AS strength")
    return sorted((row["a"], row["b"], row["kind"], row["strength"]) for row in ties)
