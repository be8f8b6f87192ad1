// Which members are tied to each of $ids. Starts from the id: the embedded engine walks everybody the other way round.
UNWIND $ids AS id
MATCH (p:Person {id: id})<-[tie]-(owner:Person)
WHERE owner.member IS NOT NULL
RETURN id, collect(owner.id) AS persons, collect(owner.member) AS members, collect(tie.strength) AS strengths
