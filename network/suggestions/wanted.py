"""What a member wants, as the matcher takes it."""

from collections.abc import Sequence

from matching import encoder
from matching.fit import Wish
from matching.index import lines
from matching.texts import vectors_of
from matching.vocabulary import cleaned
from matching.vocabulary.words import LONGEST, words_of
from network.models import Member, ProfileLine
from network.suggestions.limits import MOST_WISHES


def own_wishes(member: Member) -> list[str]:
    """Return the work that the member said they would like, as they wrote it; the latest dozen."""
    said = ProfileLine.objects.filter(member=member, kind=ProfileLine.Kind.WISH).order_by("-pk")
    return list(said.values_list("text", flat=True)[:MOST_WISHES])[::-1]


def is_cut(text: str) -> bool:
    """Whether `text` is longer than is read of it."""
    return len(" ".join(text.split())) > LONGEST


def says_something(text: str) -> bool:
    """Whether `text` has any word of two letters or more; emoji and punctuation alone have none."""
    return any(len(word) > 1 and not word.isdigit() for word in words_of(text))


def must_wait(text: str) -> bool:
    """Whether `text` needs the model, and the model is not there yet. Starts loading it."""
    if not says_something(text) or lines().vector(cleaned(text)) is not None or vectors_of([text]):
        return False
    encoder.warm_up()
    return encoder.state() in (encoder.State.COLD, encoder.State.LOADING)


def read_wishes(texts: Sequence[str]) -> list[Wish]:
    """Return the wishes with their vectors: the stored ones, else made here if the model is at hand, else none."""
    texts = [text for text in map(cleaned, texts) if says_something(text)]
    vectors = vectors_of(texts)
    unread = [text for text in texts if text not in vectors]
    if unread and encoder.ready():
        vectors.update(zip(unread, encoder.encoder().encode(unread), strict=True))
    return [Wish(text, vectors.get(text)) for text in texts]
