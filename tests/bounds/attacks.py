"""Texts on which a regular expression may backtrack for ever, made from what the expression itself says."""

import re
import time
from collections.abc import Callable, Iterator
from itertools import islice, product
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MOST_EXAMPLES = 24
"""Of one part of an expression."""
MANY = 10
"""A part that is repeated at least so often may be what backtracks."""
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
OF_CATEGORY = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_WORD: ",",
}
LETTERS = "aA1 ,-.;:@(\n\"'/\\_é"


def attacks(pattern: "re.Pattern[Any]") -> Iterator[tuple[str, str]]:
    """Yield pairs of a beginning and of what is repeated after it, for each part that repeats without an end."""
    seen = set()
    for before, body in _repeated(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)):
        for first, again in product(islice(_examples(before), 3), _examples(body)):
            if again and (first, again) not in seen:
                seen.add((first, again))
                yield first, again


def _repeated(parts: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield what stands before each part that repeats without an end, and that part."""
    for place, (code, argument) in enumerate(parts):
        here = (*before, *list(parts)[:place])
        if code in REPEATS:
            _least, most, body = argument
            if most >= MANY:
                yield here, body
            yield from _repeated(body, here)
        else:
            for inner in _inside(code, argument):
                yield from _repeated(inner, here)


def _inside(code: Any, argument: Any) -> list[Any]:
    if code is codes.BRANCH:
        return list(argument[1])
    if code is codes.SUBPATTERN:
        return [argument[3]]
    if code is codes.ATOMIC_GROUP:
        return [argument]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [argument[1]]
    return []


def _examples(parts: Any) -> Iterator[str]:
    """Yield some texts that `parts` of an expression match, the shortest repeats first."""
    choices = [list(islice(_examples_of(code, argument), 4)) or [""] for code, argument in parts]
    return islice(dict.fromkeys(map("".join, islice(product(*choices), 4 * MOST_EXAMPLES))), MOST_EXAMPLES)


def _examples_of(code: Any, argument: Any) -> Iterator[str]:
    if code is codes.LITERAL:
        yield chr(argument)
    elif code in (codes.NOT_LITERAL, codes.ANY):
        yield next(letter for letter in LETTERS if code is codes.ANY or ord(letter) != argument)
    elif code is codes.IN:
        yield from islice(_members(argument), 3)
    elif code in REPEATS:
        least, most, body = argument
        for times in (least, min(least + 1, most), min(least + 2, most)):
            for example in islice(_examples(body), 2):
                yield example * times
    else:
        for inner in _inside(code, argument) if code not in (codes.ASSERT, codes.ASSERT_NOT) else []:
            yield from islice(_examples(inner), 2)


def _members(items: Any) -> Iterator[str]:
    negated = items[0][0] is codes.NEGATE
    if negated:
        pattern_free = {chr(argument) for code, argument in items if code is codes.LITERAL}
        yield from (letter for letter in LETTERS if letter not in pattern_free)
        return
    for code, argument in items:
        if code is codes.LITERAL:
            yield chr(argument)
        elif code is codes.RANGE:
            yield chr(argument[0])
        elif code is codes.CATEGORY:
            yield OF_CATEGORY.get(argument, "a")


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that `work` takes in this thread."""
    began = time.thread_time()
    work()
    return time.thread_time() - began
