// Ties that go out from those of $ids who are no members.
UNWIND $ids AS id
MATCH (p:Person {id: id})-[tie]->()
WHERE p.member IS NULL
DELETE tie
