// The highest id. Reads every person once.
MATCH (p:Person)
RETURN max(p.id) AS id
