"""Evaluation of the matcher: data files, metrics with intervals, and the tables of docs/matching.md."""
