"""Errors of the domain that any feature may raise. What a page makes of them is said in `backr.middleware`."""


class NotFoundError(LookupError):
    """There is no such thing, or it is not this member's: from outside the two look the same."""
