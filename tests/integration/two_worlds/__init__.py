"""Nothing that attackers are answered tells what they were not told: one script of acts, played in worlds that differ.

`town` builds a world from the hidden facts that are otherwise in it; `acts` are what attackers and others do; `play`
plays a script and returns all that came back to the attackers; `exceptions` says what a world may tell, and why.
"""
