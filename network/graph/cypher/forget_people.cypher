// Forgets up to $limit people with all their ties, and says how many.
MATCH (p:Person)
WITH p LIMIT $limit
DETACH DELETE p
RETURN count(*) AS forgotten
