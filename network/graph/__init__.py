"""The graph: a projection of who knows whom, that answers who is near and through whom. Never the record."""
