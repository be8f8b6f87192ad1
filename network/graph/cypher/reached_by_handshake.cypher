// Up to $limit members with whom any of $ids shares a handshake.
UNWIND $ids AS id
MATCH (:Person {id: id})-[:HANDSHAKE]->(p:Person)
RETURN DISTINCT p.id AS id
LIMIT $limit
