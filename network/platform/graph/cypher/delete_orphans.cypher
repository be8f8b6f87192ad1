// Deletes those of $ids who are not members and have no ties.
UNWIND $ids AS id
MATCH (p:Person {id: id})
WHERE p.member IS NULL AND NOT (p)--()
DELETE p
