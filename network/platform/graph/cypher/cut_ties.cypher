// $ties are pairs of person and person. Deletes ties of every kind between them, duplicates included.
UNWIND $ties AS pair
MATCH (:Person {id: pair[0]})-[tie]->(:Person {id: pair[1]})
DELETE tie
