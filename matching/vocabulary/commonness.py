"""How common work is today, coarsely: by unit group, and of a title with several groups the one that is meant first.

The coding index lists trades of a century alike, and a title's groups by how many of its entries they have. Which are
common is our own rough estimate of how many people in the United Kingdom do such work (`data/commonness.tsv`: 6 for
half a million and more, 5 from 200,000, 4 from 100,000, 3 from 50,000, 2 from 25,000, 1 from 10,000, 0 for fewer), and
so is what people mean by a title of several groups (`data/main_groups.tsv`). No count of anybody's was used.
"""

from functools import lru_cache

from matching.vocabulary.tables import table
from matching.vocabulary.titles import Title, vocabulary
from matching.vocabulary.tokenizer import stems_of

MOST = 6


@lru_cache(maxsize=1)
def _levels() -> dict[str, int]:
    return {code: int(level) for level, codes in table("commonness") for code in codes.split(",")}


@lru_cache(maxsize=1)
def _main_groups() -> dict[str, str]:
    return {title: code for title, code in table("main_groups")}  # noqa: C416


def commonness(code: str) -> int:
    """Return how common the work of a unit group is, from 0 to 6."""
    return _levels().get(code, 1)


@lru_cache(maxsize=25_000)
def main_group(title: Title) -> str:
    """Return the unit group that people mean by a title: the one named so, else the commonest of its first few."""
    if code := _main_groups().get(title.text):
        return code
    named = [code for code in title.groups if set(title.stems) <= set(stems_of(vocabulary().group_names[code]))]
    return max(named or title.groups[:3], key=lambda code: (commonness(code), -title.groups.index(code)))
