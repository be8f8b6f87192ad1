// Up to $limit people to whom any of $ids is tied.
UNWIND $ids AS id
MATCH (:Person {id: id})-->(p:Person)
RETURN DISTINCT p.id AS id
LIMIT $limit
