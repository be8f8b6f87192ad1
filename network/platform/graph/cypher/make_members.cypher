// People who are members: $people are pairs of person and member.
UNWIND $people AS pair
MERGE (p:Person {id: pair[0]})
SET p.member = pair[1]
