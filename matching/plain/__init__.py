"""A text as the model reads it: the work, without whose it is and what else a notice says."""

from matching.plain.texts import of_nobody, plain, without_particulars

__all__ = ["of_nobody", "plain", "without_particulars"]
