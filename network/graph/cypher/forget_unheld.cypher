// Those of $ids whom no tie holds and who are no members.
UNWIND $ids AS id
MATCH (p:Person {id: id})
WHERE p.member IS NULL AND NOT (p)--()
DELETE p
