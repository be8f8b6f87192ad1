"""Read a free text: its pieces, what each is to the writer, and what is in it. Quick, and without a model."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from matching.plain import of_nobody
from matching.understanding.frames import IDENTITY, framed, points_back
from matching.understanding.hints import Level, LevelHint, Part, Setting, SettingHint, SkillHint, Stance, Understood
from matching.understanding.levels import levels_in, without_levels
from matching.understanding.naming import AT_THE_BEGINNING, line_named
from matching.understanding.pieces import Joined, Piece, full_forms, pieces_of
from matching.understanding.settings import settings_in, without_settings, without_times
from matching.understanding.skills import skills_in
from matching.understanding.telling import SAYS_NO_WORK
from matching.vocabulary.words import words_of

MOST_PARTS = 6
"""Wishes, and likewise things not wanted, that are taken from one text; who writes more says it again."""
SURE, LIKELY = 0.9, 0.6

_SAME_THING = re.compile(r"(?:in|on|at|by|from|for|with|the|near)\s", re.IGNORECASE)
"""How the rest of one wish begins after "or": "on a ward or in the community"."""
_CHANGE = re.compile(
    r"\b(?:a change|(?:something|anything) (?:new|different|else)|fresh start|"
    r"new (?:start|career|direction|trade|line))\b",
    re.IGNORECASE,
)
_WORK_AS = re.compile(r"^(?:(?:work(?:ing)?|a job|jobs?|a role|a position) )?as (?:(?:a|an|the) )?", re.IGNORECASE)
_MARKS = {Joined.COMMA: ", ", Joined.OR: " or "}


@dataclass(frozen=True, slots=True)
class _Read:
    """One piece, read: what is left of it without its frame, and what it is."""

    piece: Piece
    words: str
    stance: Stance
    confidence: float
    own: bool
    """Whether its own frame said what it is, and not the piece before it."""


@lru_cache(maxsize=4096)
def understand(text: str) -> Understood:
    """Return what `text` says. Never raises; of a text that says nothing, everything is empty.

    Names and places are put aside first, or "pump operator (Leeds)" would be two wishes.
    """
    text = of_nobody(text)
    whole = full_forms(text)
    pieces = _stances(pieces_of(whole))
    read = _joined(pieces)
    wishes = _parts(read, Stance.WISH) or _who_they_are(read)
    return Understood(
        text=text,
        wishes=wishes,
        against=_parts(read, Stance.AGAINST),
        history=_parts(read, Stance.HISTORY, and_identity=bool(_parts(read, Stance.WISH))),
        levels=tuple(LevelHint(level, SURE) for level in _levels(pieces)),
        settings=_settings(pieces),
        skills=tuple(SkillHint(skill, SURE) for skill in skills_in(whole)),
        wants_change=any(_CHANGE.search(one.piece.text) and not _is_work(one.words) for one in pieces),
    )


def _stances(pieces: Iterable[Piece]) -> list[_Read]:
    """Say of each piece what it is: by its own frame, else by that of the piece it is joined to, else a wish."""
    read: list[_Read] = []
    for piece in pieces:
        found = framed(piece.text)
        confidence = found.confidence
        before = read[-1] if read else None
        if piece.joined is Joined.REASON:
            stance, own = Stance.ASIDE, True
        elif found.stance is not None:
            stance, own = found.stance, True
        elif before is not None and piece.joined in (Joined.AND, Joined.OR, Joined.COMMA) and _goes_on(before, piece):
            stance, own, confidence = before.stance, False, before.confidence
        else:
            stance, own = Stance.WISH, False
        if stance is Stance.AGAINST and points_back(found.words) and before is not None:
            read[-1] = replace(before, stance=Stance.AGAINST, own=True)
            continue
        read.append(_Read(piece, found.words, stance, confidence, own))
    return read


def _goes_on(before: _Read, piece: Piece) -> bool:
    """Whether a list goes on: "sick of pubs and restaurants". After a comma only what they can do does."""
    if piece.joined is Joined.COMMA:
        return before.stance is Stance.ABOUT and before.confidence == 1.0
    return before.stance is not Stance.ASIDE


def _joined(read: list[_Read]) -> list[_Read]:
    """Put together the pieces that are one wish: "painter and decorator", "messy play, songs and settling in"."""
    out: list[_Read] = []
    for one in read:
        before = out[-1] if out else None
        if before is not None and one.stance is Stance.WISH is before.stance and not _stands_alone(before, one):
            mark = _MARKS.get(one.piece.joined, " and ")
            out[-1] = replace(before, words=f"{before.words}{mark}{one.words}")
        else:
            out.append(one)
    return out


def _stands_alone(before: _Read, one: _Read) -> bool:
    if one.piece.joined is Joined.OR and _SAME_THING.match(one.piece.text):
        return line_named(_SAME_THING.sub("", one.words))[1] >= AT_THE_BEGINNING
    if one.piece.joined not in (Joined.AND, Joined.COMMA) or not _is_work(before.words) or not _is_work(one.words):
        return True
    if one.piece.joined is Joined.AND:
        return one.own
    opens = one.piece.text.casefold().split()[0] in ("anything", "something", "maybe", "perhaps", "work", "working")
    return opens or one.own or bool(line_named(one.words)[0] and line_named(before.words)[0])


def _is_work(words: str) -> bool:
    """Whether `words`, without those for when and how, say anything that one could do."""
    return bool(_work_settings(words)) or _says_more(words)


def _work_settings(words: str) -> frozenset[Setting]:
    return frozenset(setting for setting, _, _ in settings_in(words) if setting.is_work)


def _says_more(words: str) -> bool:
    """Whether `words` say anything besides settings and levels."""
    left = without_levels(without_settings(words))
    return any(word not in SAYS_NO_WORK and not word.isdigit() for word in words_of(left))


def _parts(read: Iterable[_Read], stance: Stance, *, and_identity: bool = False) -> tuple[Part, ...]:
    found: dict[str, Part] = {}
    for one in read:
        is_this = one.stance is stance or (and_identity and _is_identity(one))
        if is_this and not _asks_for_light_work(one) and _is_work(one.words) and (words := _core(one.words)):
            found.setdefault(words.casefold(), _part(words, SURE * one.confidence))
    return tuple(found.values())[:MOST_PARTS]


def _core(words: str) -> str:
    return _WORK_AS.sub("", without_times(words))


def _asks_for_light_work(one: _Read) -> bool:
    """Whether it is "not on my feet all day": against nothing that could be looked for."""
    return one.stance is Stance.AGAINST and any(found[0] is Setting.LIGHT for found in settings_in(one.piece.text))


def _part(words: str, confidence: float) -> Part:
    line, sure = line_named(words)
    settings = frozenset() if line or _says_more(words) else _work_settings(words)
    return Part(words, round(confidence, 2), line, sure, settings)


def _is_identity(one: _Read) -> bool:
    return one.stance is Stance.ABOUT and one.confidence == IDENTITY


def _who_they_are(read: Iterable[_Read]) -> tuple[Part, ...]:
    """Where no wish is said: the work that they say they are of ("I'm a carer"), or that they like or are good at."""
    about = [one for one in read if one.stance is Stance.ABOUT and one.confidence < 1.0]
    said = [one for one in about if (line_named(one.words)[0] if _is_identity(one) else _is_liked_work(one))]
    return tuple(_part(_core(one.words), one.confidence) for one in said)[:MOST_PARTS]


def _is_liked_work(one: _Read) -> bool:
    return _is_work(one.words) and not skills_in(one.piece.text)


def _levels(read: Iterable[_Read]) -> list[Level]:
    """Years in something count only if it is work: who has "been a mum for ten years" may be new to all else."""
    found: dict[Level, None] = {}
    for one in read:
        levels = levels_in(one.piece.text) if one.stance is not Stance.AGAINST else []
        if one.stance is Stance.HISTORY and not (points_back(one.words) or line_named(one.words)[0]):
            levels = [level for level in levels if level is Level.LEADING]
        found |= dict.fromkeys(levels)
    return list(found)


def _settings(read: Iterable[_Read]) -> tuple[SettingHint, ...]:
    found: dict[Setting, SettingHint] = {}
    for one in read:
        if one.stance is Stance.HISTORY:
            continue
        for setting, _, _ in settings_in(one.piece.text):
            if one.stance is Stance.ASIDE and setting is not Setting.SCHOOL_HOURS:
                continue
            wanted = one.stance is not Stance.AGAINST or setting is Setting.LIGHT
            found.setdefault(setting, SettingHint(setting, SURE, wanted))
    return tuple(found.values())
