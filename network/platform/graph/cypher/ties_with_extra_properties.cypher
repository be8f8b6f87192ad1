// Outgoing ties of $ids with other properties than their strength.
UNWIND $ids AS id
MATCH (p:Person {id: id})-[tie]->(other:Person)
WITH id, other, [key IN keys(tie) WHERE key <> 'strength'] AS more
WHERE size(more) > 0
RETURN id, other.id AS other, more
