"""One person says what they think of another, for some work, and on what basis."""

from network.models import Introduction, Recommendation


def recommend(*, introduction: Introduction, words: str, basis: str) -> Recommendation:
    """Keep what the introducer says of the requester as they pass it on. Call it in the transaction of that act."""
    return Recommendation.objects.create(
        introduction=introduction,
        by=introduction.introducer,
        about=introduction.requester,
        work=introduction.line_of_work,
        words=words,
        basis=basis,
    )
