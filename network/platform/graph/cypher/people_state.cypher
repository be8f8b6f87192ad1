// Those of $ids that are in the graph, each with its member.
UNWIND $ids AS id
MATCH (p:Person {id: id})
RETURN p.id AS id, p.member AS member
