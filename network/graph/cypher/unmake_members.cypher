// People who are members no longer.
UNWIND $ids AS id
MATCH (p:Person {id: id})
REMOVE p.member
