"""Haverby, an invented English coastal town, for trying the service out and for evaluating it. Nobody in it is real."""
