CREATE INDEX person_member IF NOT EXISTS FOR (p:Person) ON (p.member)
