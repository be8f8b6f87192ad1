// The next people by id.
MATCH (p:Person)
WHERE p.id > $after
RETURN p.id AS id, p.member AS member
ORDER BY p.id
LIMIT $limit
