"""Keeps personal links and e-mail addresses out of the log.

Nobody who reads it can answer in somebody else's place, or learn who was written to: a mail server that refuses a
letter repeats the address.
"""

import logging
import re

LINK = re.compile(r"(/(?:i|join|conversations/guest|thank-you/yes)/)[^/\s\"'?]+")
_BETWEEN = r"\s<>()\[\]{}'\",:;=|"
ADDRESS = re.compile(rf"(?<![^{_BETWEEN}])[^{_BETWEEN}@]{{1,64}}@(?:[\w-]{{1,63}}\.){{1,9}}[\w-]{{1,63}}")


class HidePersonalLinks(logging.Filter):
    """Replaces the secret part of each personal link in a record, and each e-mail address, by an ellipsis."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = _hidden(message)
        if hidden != message:
            record.msg, record.args = hidden, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = _hidden(logging.Formatter().formatException(record.exc_info))
        return True


def _hidden(text: str) -> str:
    return ADDRESS.sub("…@…", LINK.sub(r"\1…", text))
