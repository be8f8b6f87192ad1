// Which of $ids are in the graph, and as which member.
UNWIND $ids AS id
MATCH (p:Person {id: id})
RETURN p.id AS id, p.member AS member
