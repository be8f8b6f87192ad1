// The highest id. Walks everybody, once.
MATCH (p:Person)
RETURN max(p.id) AS id
