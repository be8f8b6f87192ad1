UNWIND $ids AS id
MATCH (p:Person {id: id})
SET p = {id: p.id, member: p.member}
