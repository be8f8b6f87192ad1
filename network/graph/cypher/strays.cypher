// People who are no members and yet have a tie of their own (cut it), or whom nothing holds (forget them).
UNWIND $ids AS id
MATCH (p:Person {id: id})
WHERE p.member IS NULL AND ((p)-->() OR NOT (p)--())
RETURN p.id AS id
