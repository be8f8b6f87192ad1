"""Texts that have stopped or broken programs, as long as one likes."""

PIECES = {
    "marks": "\u0301\u0316",
    "letters with marks": "a\u0301\u0316\u0327",
    "marks of Tibet": "\u0f73\u0f77",
    "what grows when it is normalised": "\ufdfa\U0001d160\u0390",
    "directions": "\u202e\u2066a\u202c\u061c",
    "emoji": "👩🏽\u200d🍳🇬🇧",
    "joiners": "\u200d\u200c\u034f",
    "digits": "9",
    "digits of several scripts": "9٣९᠓",
    "minus and digits": "-1e9",
    "spaces": " \u00a0\u2003\t",
    "lines": "\r\n\x85\u2028",
    "brackets": "[",
    "objects": '{"a":[',
    "quotation marks": "'\"“",
    "backslashes": "\\",
    "percent": "%00%s%(a)s{0}",
    "no character": "\x00",
    "halves of a pair": "\ud83d",
    "capitals that grow": "ßİΐŉ",
    "addresses": "a@a.",
    "at signs": "@",
    "dots": "a.",
    "hyphens": "-a",
    "commas": ", ",
    "words of two letters": "an ",
    "places": "in London, ",
    "names": "Amina's ",
    "wishes": "not work as a cook or ",
    "money": "£10k - £20k per hour ",
    "notices": "(m/f) full-time, no experience needed ",
    "markup": "<a href='javascript:1'>&amp;",
    "addresses of pages": "http://[::1]/%2e%2e//",
    "Hangul": "\u1100\u1161\u11a8",
    "Han": "漢字",
    "Arabic": "دينا ",
}


def nasty(kind: str, length: int) -> str:
    """Return a text of `length` characters."""
    piece = PIECES[kind]
    return (piece * (length // len(piece) + 1))[:length]
