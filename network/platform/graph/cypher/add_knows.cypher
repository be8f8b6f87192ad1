// $ties are triples: person, person, strength. Both people must exist; else the row adds nothing.
UNWIND $ties AS row
MATCH (one:Person {id: row[0]})
MATCH (other:Person {id: row[1]})
CREATE (one)-[:KNOWS {strength: row[2]}]->(other)
RETURN count(*) AS added
