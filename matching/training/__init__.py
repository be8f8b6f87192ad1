"""Training of the adapter by `make train`. For developers; the service runs nothing of it."""
