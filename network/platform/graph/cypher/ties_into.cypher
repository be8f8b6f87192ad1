// The members who are tied to each of $ids. Starts from the id: the other way round the embedded engine reads everybody.
UNWIND $ids AS id
MATCH (p:Person {id: id})<-[tie]-(owner:Person)
WHERE owner.member IS NOT NULL
RETURN id, collect(owner.id) AS persons, collect(owner.member) AS members, collect(tie.strength) AS strengths
