// Deletes the outgoing ties of those of $ids who are not members.
UNWIND $ids AS id
MATCH (p:Person {id: id})-[tie]->()
WHERE p.member IS NULL
DELETE tie
