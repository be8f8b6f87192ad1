// $ties are pairs of person and person. Whatever kind, and however often it stands there.
UNWIND $ties AS pair
MATCH (:Person {id: pair[0]})-[tie]->(:Person {id: pair[1]})
DELETE tie
