"""The lines of work that the service knows: the UK's SOC 2010 coding index, the right way round.

Contains public sector information licensed under the Open Government Licence v3.0; see data/ATTRIBUTION.txt.
"""

from matching.vocabulary.groups import MAJOR_GROUPS, major_group
from matching.vocabulary.lines import find_line
from matching.vocabulary.titles import Title, Vocabulary, vocabulary
from matching.vocabulary.typeahead import suggest
from matching.vocabulary.words import cleaned, normalised

__all__ = [
    "MAJOR_GROUPS",
    "Title",
    "Vocabulary",
    "cleaned",
    "find_line",
    "major_group",
    "normalised",
    "suggest",
    "vocabulary",
]
