"""How good the matcher is: files, metrics with their intervals, the tables of `docs/matching.md`."""
