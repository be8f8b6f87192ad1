// Nodes that are not a Person with a number, and the members beside them. Returns the names of properties, never values.
MATCH (n)
WHERE labels(n) <> ['Person']
   OR NOT coalesce(toIntegerOrNull(n.id) = n.id, false)
   OR NOT coalesce(toIntegerOrNull(n.member) = n.member, n.member IS NULL)
OPTIONAL MATCH (n)--(near:Person)
RETURN labels(n) AS labels, keys(n) AS keys, toIntegerOrNull(n.member) AS member, collect(near.member) AS near
