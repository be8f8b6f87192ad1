"""What somebody is called in a greeting. Plain functions; no database."""

import re

from matching.spelling import RELATIONS

SEVERAL = re.compile(r"[&+/]|\b(?:and|ac)\b|['’]s\b", re.IGNORECASE)
"""In the name of several people, and in that of one by another."""
TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame", "lady"}
OURS = {"my", "our"}
KEPT_WORDS = "aunt auntie aunty uncle nurse sister father pastor imam rabbi big little old young wee"
KEPT_WITH_THE_NEXT = frozenset(KEPT_WORDS.split())
"""Nobody calls Big Dave "Big"."""
ASIDE = re.compile(r"[(\[,]")


def first_name(name: str) -> str:
    """Return what to call somebody in a greeting: "Grace" for "Grace Okafor", "Mr Khan" for "Mr Amir Khan (dentist)".

    A name of several people, or of one by another ("Jo’s mum"), stays whole; so does one that begins with an
    initial.
    """
    if SEVERAL.search(name):
        return name
    family, comma, given = name.partition(",")
    if comma and given.strip()[:1].isupper() and all(map(str.islower, family.split()[:-1])):  # "de la Cruz, Ana"
        name = f"{given} {family}"
    words = ASIDE.split(name, maxsplit=1)[0].split() or [name]
    if len(words) > 1 and words[0].casefold() in OURS:  # "my cousin Dev"
        rest = [word for word in words[1:] if word.casefold() not in RELATIONS]
        words = rest or words[1:]
    first = words[0].casefold().rstrip(".")
    if len(words) > 1 and first in TITLES:
        return f"{words[0]} {words[-1]}"
    if len(words) > 1 and len(first) == 1:
        return " ".join(words)
    return " ".join(words[:2]) if first in KEPT_WITH_THE_NEXT else words[0]
