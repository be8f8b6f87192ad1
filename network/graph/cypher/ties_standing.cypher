// The ties that go out from each of $ids, one row a person: a row a tie is several times dearer over the wire.
UNWIND $ids AS id
MATCH (p:Person {id: id})-[tie]->(other:Person)
WHERE other.id IS NOT NULL
RETURN id, collect(other.id) AS others, collect(type(tie)) AS kinds, collect(coalesce(tie.strength, 0.0)) AS strengths
