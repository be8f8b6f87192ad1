UNWIND $ids AS id
MATCH (p:Person {id: id})-[tie]->(:Person)
WHERE size(keys(tie)) > 1
SET tie = {strength: tie.strength}
