// People who are not members but have an outgoing tie (to be cut), or have no tie at all (to be deleted).
UNWIND $ids AS id
MATCH (p:Person {id: id})
WHERE p.member IS NULL AND ((p)-->() OR NOT (p)--())
RETURN p.id AS id
