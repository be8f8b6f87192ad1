"""Keeps personal links out of the log: whoever reads a log must not be able to answer in somebody's place."""

import logging
import re

LINK = re.compile(r"(/(?:i|join|conversations/guest)/)[^/\s\"'?]+")


class HidePersonalLinks(logging.Filter):
    """Replace the secret part of a personal link, wherever it stands in a record, by dots."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = LINK.sub(r"\1…", message)
        if hidden != message:
            record.msg, record.args = hidden, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = LINK.sub(r"\1…", logging.Formatter().formatException(record.exc_info))
        return True
