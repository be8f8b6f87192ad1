// Deletes up to $limit people with all their ties, and returns how many.
MATCH (p:Person)
WITH p LIMIT $limit
DETACH DELETE p
RETURN count(*) AS deleted
