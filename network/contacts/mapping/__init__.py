"""The circles drawing: a member at the centre, rings by closeness, sectors by how they know each person.

Own data alone, read by SQL, never from the graph. `measures`, `shapes`, `packing` and `layout` are plain functions.
"""
