"""A feature of the tests' own: kinds of notices, with templates in the folder beside."""

from typing import Any

from django.db.models import Model

from network.models import Notice
from network.platform.features import Feature, NoticeKind, Recipients

HERE = "tests.network.platform.notices.feature"


def more_words(notice: Notice, _subject: Model | None) -> dict[str, Any]:
    return {"details": {"said": f"said for {notice.kind}"}, "path": "/i/secret/"}


def is_not_out_of_date(notice: Notice, _subject: Model | None) -> bool:
    return "out_of_date" not in notice.details


FEATURE = Feature(
    notices=(
        NoticeKind("hello", template="emails/hello"),
        NoticeKind("worked_out", template="emails/hello", context=f"{HERE}.more_words"),
        NoticeKind("about", template="emails/about"),
        NoticeKind(
            "to_anybody",
            template="emails/hello",
            recipients=Recipients.MEMBERS | Recipients.ADDRESSES,
            may_still_send=f"{HERE}.is_not_out_of_date",
        ),
        NoticeKind("nonsense", template="emails/nonsense"),
    ),
)
