// People who are not members any more.
UNWIND $ids AS id
MATCH (p:Person {id: id})
REMOVE p.member
