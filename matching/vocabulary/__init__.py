"""The vocabulary of lines of work, made from the UK's SOC 2010 coding index.

Contains public sector information licensed under the Open Government Licence v3.0; see data/ATTRIBUTION.txt.
"""

from matching.vocabulary.line_finder import find_line
from matching.vocabulary.titles import MAJOR_GROUPS, Title, Vocabulary, autocomplete, major_group, vocabulary
from matching.vocabulary.tokenizer import cleaned, normalised

__all__ = [
    "MAJOR_GROUPS",
    "Title",
    "Vocabulary",
    "autocomplete",
    "cleaned",
    "find_line",
    "major_group",
    "normalised",
    "vocabulary",
]
