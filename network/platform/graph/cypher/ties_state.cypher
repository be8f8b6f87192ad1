// The outgoing ties of each of $ids. One row a person, not a tie: that is several times cheaper to send.
UNWIND $ids AS id
MATCH (p:Person {id: id})-[tie]->(other:Person)
WHERE other.id IS NOT NULL
RETURN id, collect(other.id) AS others, collect(type(tie)) AS kinds, collect(coalesce(tie.strength, 0.0)) AS strengths
