// With whom $member shares a handshake, and with whom those do: one row for each of the former. One row a person
// instead of one a tie is ten times cheaper to carry over the wire.
MATCH (me:Person {member: $member})-[first:HANDSHAKE]->(near:Person)
WHERE near.member IS NOT NULL
OPTIONAL MATCH (near)-[second:HANDSHAKE]->(far:Person)
WHERE far.member IS NOT NULL
RETURN near.id AS person, near.member AS member, max(first.strength) AS strength,
       collect(far.id) AS persons, collect(far.member) AS members, collect(second.strength) AS strengths
