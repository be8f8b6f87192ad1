// Forgets up to $limit of what `foreign_nodes` finds, with its ties, and says how many.
MATCH (n)
WHERE labels(n) <> ['Person']
   OR NOT coalesce(toIntegerOrNull(n.id) = n.id, false)
   OR NOT coalesce(toIntegerOrNull(n.member) = n.member, n.member IS NULL)
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS forgotten
