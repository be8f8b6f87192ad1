// Deletes up to $limit of the nodes that `unexpected_nodes` returns, with their ties, and returns how many.
MATCH (n)
WHERE labels(n) <> ['Person']
   OR NOT coalesce(toIntegerOrNull(n.id) = n.id, false)
   OR NOT coalesce(toIntegerOrNull(n.member) = n.member, n.member IS NULL)
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS deleted
