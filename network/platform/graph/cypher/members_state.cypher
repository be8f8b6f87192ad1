// The person that each of $members is in the graph.
UNWIND $members AS member
MATCH (p:Person {member: member})
RETURN p.id AS id, p.member AS member
