// People by id, from $first to $last. Looks up each id: the embedded engine uses its index
// for a single id, but reads every person for a range.
UNWIND range($first, $last) AS id
MATCH (p:Person {id: id})
RETURN id, p.member AS member
