"""The first suggestion of a fresh process, timed: prints milliseconds. Run by `tests.benchmarks.town`.

For a text that somebody typed, so that the model is loaded, and the index of lines of work too.
"""

import sys
import time

import django

django.setup()

from network.models import Member  # noqa: E402
from network.suggestions.page import suggestions_for  # noqa: E402


def main() -> None:
    member = Member.objects.get(pk=int(sys.argv[1]))
    began = time.perf_counter()
    suggestions_for(member, sys.argv[2])
    print(1000 * (time.perf_counter() - began))


if __name__ == "__main__":
    main()
