// The ties that go out from each of $ids.
UNWIND $ids AS id
MATCH (p:Person {id: id})-[tie]->(other:Person)
RETURN id, other.id AS other, type(tie) AS kind, tie.strength AS strength
