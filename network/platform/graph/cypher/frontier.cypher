// The members with whom $member shares a handshake, and those with whom each of these does. One row for each of the
// first, not for each tie: that is much cheaper to send.
MATCH (me:Person {member: $member})-[first:HANDSHAKE]->(near:Person)
WHERE near.member IS NOT NULL
OPTIONAL MATCH (near)-[second:HANDSHAKE]->(far:Person)
WHERE far.member IS NOT NULL
RETURN near.id AS person, near.member AS member, max(first.strength) AS strength,
       collect(far.id) AS persons, collect(far.member) AS members, collect(second.strength) AS strengths
