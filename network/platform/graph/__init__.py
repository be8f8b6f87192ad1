"""The graph: a projection of the database. It answers who is near whom, and through whom. It is never the record."""
