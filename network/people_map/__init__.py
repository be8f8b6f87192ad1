"""The circles drawing: a member at the centre, rings by closeness, sectors by how they know each person.

It shows the member's own data, read by SQL and never from the graph. `geometry`, `text_width`, `frame`, `placement`,
`layout` and `lines` are plain functions.
"""
