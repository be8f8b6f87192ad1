"""Parse a free text: its clauses, the stance of each, and what they mention. Quick, and without a model."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from matching.redaction import without_identity
from matching.understanding.clauses import Clause, Connective, expand_contractions, split_clauses
from matching.understanding.conditions import conditions_in, without_conditions, without_times
from matching.understanding.experience import levels_in, skills_in, without_levels
from matching.understanding.hints import (
    Condition,
    ConditionHint,
    Level,
    LevelHint,
    Mention,
    SkillHint,
    Stance,
    Understood,
)
from matching.understanding.stance import IDENTITY, detect_stance, is_anaphor
from matching.understanding.work_words import BEGINNING_CONFIDENCE, NON_WORK_WORDS, guess_line
from matching.vocabulary.tokenizer import words_of

MAX_MENTIONS = 6
"""Wishes taken from one text, and likewise unwanted things."""
SURE = 0.9

_SAME_THING = re.compile(r"(?:in|on|at|by|from|for|with|the|near)\s", re.IGNORECASE)
"""How the rest of one wish begins after "or": "on a ward or in the community"."""
_CHANGE = re.compile(
    r"\b(?:(?:a|fancy|need|want) change|(?:something|anything) (?:new|different|else)|fresh start|"
    r"new (?:start|career|direction|trade|line))\b",
    re.IGNORECASE,
)
_WORK_AS = re.compile(r"^(?:(?:work(?:ing)?|a job|jobs?|a role|a position) )?as (?:(?:a|an|the) )?", re.IGNORECASE)
_MARKS = {Connective.COMMA: ", ", Connective.OR: " or "}


@dataclass(frozen=True, slots=True)
class _ParsedClause:
    """A clause with its stance, and its words without the cue that gave the stance."""

    clause: Clause
    words: str
    stance: Stance
    confidence: float
    has_own_cue: bool
    """Whether its own cue gave the stance, and not the clause before it."""


@lru_cache(maxsize=4096)
def understand(text: str) -> Understood:
    """Return what `text` says. Never raises; for a text that says nothing, everything is empty.

    Names and places are removed first, or "pump operator (Leeds)" would be two wishes. Cached between requests, because
    the page of other people's wishes reads a hundred of them at each visit; within a request, pass the result on.
    """
    text = without_identity(text)
    expanded = expand_contractions(text)
    separate = _with_stances(split_clauses(expanded))
    clauses = _merged(separate)
    wishes = _mentions(clauses, Stance.WISH) or _identity_wishes(clauses)
    return Understood(
        text=text,
        wishes=wishes,
        against=_mentions(clauses, Stance.AGAINST),
        history=_mentions(clauses, Stance.HISTORY, and_identity=bool(_mentions(clauses, Stance.WISH))),
        levels=tuple(LevelHint(level, SURE) for level in _levels(separate)),
        conditions=_condition_hints(separate),
        skills=tuple(SkillHint(skill, SURE) for skill in skills_in(expanded)),
        wants_change=any(_CHANGE.search(parsed.clause.text) and not _is_work(parsed.words) for parsed in separate),
    )


def _with_stances(clauses: Iterable[Clause]) -> list[_ParsedClause]:
    """Give each clause a stance: by its own cue, else that of the clause it is joined to, else a wish."""
    parsed: list[_ParsedClause] = []
    for clause in clauses:
        detected = detect_stance(clause.text)
        confidence = detected.confidence
        before = parsed[-1] if parsed else None
        if clause.joined is Connective.REASON:
            stance, own = Stance.ASIDE, True
        elif detected.stance is not None:
            stance, own = detected.stance, True
        elif before is not None and _continues(before, clause):
            stance, own, confidence = before.stance, False, before.confidence
        else:
            stance, own = Stance.WISH, False
        if stance is Stance.AGAINST and is_anaphor(detected.words) and before is not None:
            parsed[-1] = replace(before, stance=Stance.AGAINST, has_own_cue=True)
            continue
        parsed.append(_ParsedClause(clause, detected.words, stance, confidence, own))
    return parsed


def _continues(before: _ParsedClause, clause: Clause) -> bool:
    """Whether a list goes on: "sick of pubs and restaurants". After a comma, only a list of abilities does."""
    if clause.joined is Connective.COMMA:
        return before.stance is Stance.ABOUT and before.confidence == 1.0
    return clause.joined in (Connective.AND, Connective.OR) and before.stance is not Stance.ASIDE


def _merged(clauses: list[_ParsedClause]) -> list[_ParsedClause]:
    """Join the clauses that are one wish: "painter and decorator", "messy play, songs and settling in"."""
    merged: list[_ParsedClause] = []
    for parsed in clauses:
        before = merged[-1] if merged else None
        if before is not None and parsed.stance is Stance.WISH is before.stance and not _stands_alone(before, parsed):
            mark = _MARKS.get(parsed.clause.joined, " and ")
            merged[-1] = replace(before, words=f"{before.words}{mark}{parsed.words}")
        else:
            merged.append(parsed)
    return merged


def _stands_alone(before: _ParsedClause, parsed: _ParsedClause) -> bool:
    joined = parsed.clause.joined
    if joined is Connective.OR and _SAME_THING.match(parsed.clause.text):
        return guess_line(_SAME_THING.sub("", parsed.words))[1] >= BEGINNING_CONFIDENCE
    if joined not in (Connective.AND, Connective.COMMA) or not _is_work(before.words) or not _is_work(parsed.words):
        return True
    if joined is Connective.AND:
        return parsed.has_own_cue
    first = parsed.clause.text.casefold().split()[0]
    opens = first in ("anything", "something", "maybe", "perhaps", "work", "working")
    return opens or parsed.has_own_cue or bool(guess_line(parsed.words)[0] and guess_line(before.words)[0])


def _is_work(words: str) -> bool:
    """Whether `words` say anything that one could do, and not only when and how."""
    return bool(_work_conditions(words)) or _says_more(words)


def _work_conditions(words: str) -> frozenset[Condition]:
    return frozenset(condition for condition, _, _ in conditions_in(words) if condition.is_work)


def _says_more(words: str) -> bool:
    """Whether `words` say anything besides conditions and levels."""
    rest = without_levels(without_conditions(words))
    return any(word not in NON_WORK_WORDS and not word.isdigit() for word in words_of(rest))


def _mentions(clauses: Iterable[_ParsedClause], stance: Stance, *, and_identity: bool = False) -> tuple[Mention, ...]:
    mentions: dict[str, Mention] = {}
    for parsed in clauses:
        has_stance = parsed.stance is stance or (and_identity and _is_identity(parsed))
        if not has_stance or _asks_for_light_work(parsed) or not _is_work(parsed.words):
            continue
        if words := _core(parsed.words):
            mentions.setdefault(words.casefold(), _mention(words, SURE * parsed.confidence))
    return tuple(mentions.values())[:MAX_MENTIONS]


def _core(words: str) -> str:
    return _WORK_AS.sub("", without_times(words))


def _asks_for_light_work(parsed: _ParsedClause) -> bool:
    """Whether it is "not on my feet all day", which rules out no work that could be searched for."""
    named = {condition for condition, _, _ in conditions_in(parsed.clause.text)}
    return parsed.stance is Stance.AGAINST and Condition.LIGHT in named


def _mention(words: str, confidence: float) -> Mention:
    line, line_confidence = guess_line(words)
    conditions = frozenset() if line or _says_more(words) else _work_conditions(words)
    return Mention(words, round(confidence, 2), line, line_confidence, conditions)


def _is_identity(parsed: _ParsedClause) -> bool:
    return parsed.stance is Stance.ABOUT and parsed.confidence == IDENTITY


def _identity_wishes(clauses: Iterable[_ParsedClause]) -> tuple[Mention, ...]:
    """Return what stands for a wish where none is said: the work that they do ("I'm a carer"), like or are good at."""
    about = [parsed for parsed in clauses if parsed.stance is Stance.ABOUT and parsed.confidence < 1.0]
    named = [
        parsed for parsed in about if (guess_line(parsed.words)[0] if _is_identity(parsed) else _is_liked_work(parsed))
    ]
    return tuple(_mention(_core(parsed.words), parsed.confidence) for parsed in named)[:MAX_MENTIONS]


def _is_liked_work(parsed: _ParsedClause) -> bool:
    return _is_work(parsed.words) and not skills_in(parsed.clause.text)


def _levels(clauses: Iterable[_ParsedClause]) -> list[Level]:
    """Years count only if they are of work: who has "been a mum for ten years" may be new to everything else."""
    levels: dict[Level, None] = {}
    for parsed in clauses:
        named = levels_in(parsed.clause.text) if parsed.stance is not Stance.AGAINST else []
        if parsed.stance is Stance.HISTORY and not (is_anaphor(parsed.words) or guess_line(parsed.words)[0]):
            named = [level for level in named if level is Level.LEADING]
        levels |= dict.fromkeys(named)
    return list(levels)


def _condition_hints(clauses: Iterable[_ParsedClause]) -> tuple[ConditionHint, ...]:
    hints: dict[Condition, ConditionHint] = {}
    for parsed in clauses:
        if parsed.stance is Stance.HISTORY:
            continue
        for condition, _, _ in conditions_in(parsed.clause.text):
            if parsed.stance is Stance.ASIDE and condition is not Condition.SCHOOL_HOURS:
                continue
            wanted = parsed.stance is not Stance.AGAINST or condition is Condition.LIGHT
            hints.setdefault(condition, ConditionHint(condition, SURE, wanted))
    return tuple(hints.values())
