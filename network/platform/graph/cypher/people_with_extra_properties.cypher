// People with other properties than their id and member.
MATCH (p:Person)
WITH p, [key IN keys(p) WHERE NOT key IN ['id', 'member']] AS more
WHERE size(more) > 0
RETURN p.id AS id, more
