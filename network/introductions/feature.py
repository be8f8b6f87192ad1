from django.utils.translation import gettext_lazy as _

from network.platform.access import Answers, everybody, link_holders, members, only
from network.platform.features import (
    DemoPart,
    Feature,
    NavigationItem,
    NoticeKind,
    Recipients,
    ScheduledTask,
    Subject,
    Tasks,
    Urls,
)

NOT_THEIRS: Answers = ("introduction", "introduction")
"""They may not do it, or not any more. The page of the introduction shows its status."""
LINK_ENDED: Answers = (410, 410)


def _to_members(name: str) -> NoticeKind:
    return NoticeKind(
        f"introduction_{name}",
        template=f"emails/introductions/{name}",
        may_still_send="network.introductions.notices.may_still_send",
    )


FEATURE = Feature(
    navigation=(
        NavigationItem(
            "introductions",
            _("Introductions"),
            icon="components/icons/introductions.svg",
            order=40,
            also_under=("/conversations/",),
            count="network.introductions.queries.waiting_count",
        ),
    ),
    urls=(Urls("network.introductions.urls"),),
    access={
        "introductions": members((200, 405)),
        "introduction_ask": members((409, 409), requester=(200, 422), nameless=("say_name", "say_name")),
        "introduction": only(requester=(200, 405), introducer=(200, 405), target=(200, 405)),
        "introduction_pass_on": only(introducer=(200, 422), requester=NOT_THEIRS, nameless=("say_name", "say_name")),
        "introduction_decline": only(target=(200, 422), requester=NOT_THEIRS, introducer=NOT_THEIRS),
        "introduction_agree": only(
            target=(200, "conversation"),
            requester=NOT_THEIRS,
            introducer=NOT_THEIRS,
            nameless=("say_name", "say_name"),
        ),
        "introduction_withdraw": only(requester=(200, "introduction"), introducer=NOT_THEIRS, target=NOT_THEIRS),
        "introduction_link": only(introducer=(405, "introduction_send"), requester=(405, "introduction")),
        "introduction_send": only(introducer=(200, "today"), requester=("introduction", "today")),
        "consent": link_holders(
            (200, 405),
            unknown=(410, 405),
            because="a personal link to somebody who may never have an account",
            requester=(200, 405),
            introducer=(200, 405),
        ),
        "consent_yes": link_holders(
            (200, 422),
            unknown=LINK_ENDED,
            because="the same link: where they want to be reached",
            requester=LINK_ENDED,
            introducer=LINK_ENDED,
        ),
        "consent_code": link_holders(
            (200, 422),
            unknown=LINK_ENDED,
            because="the same link: the code that proves it",
            requester=LINK_ENDED,
            introducer=LINK_ENDED,
        ),
        "consent_no": link_holders(
            (200, 422),
            unknown=LINK_ENDED,
            because="the same link: no thank you",
            requester=LINK_ENDED,
            introducer=LINK_ENDED,
        ),
        "consent_thanks": everybody((200, 405), because="after an answer by the link; says nothing of anybody"),
        "consent_thanked": everybody((200, 405), because="after a yes by the link; says nothing of anybody"),
        "consent_conversation": link_holders(
            ("conversation_guest", 405), unknown=(410, 405), because="a sealed value, given for the right code alone"
        ),
        "conversation_guest": link_holders(
            (200, 422), unknown=LINK_ENDED, because="a personal link, mailed to the guest's own proved address"
        ),
    },
    tasks=(Tasks("network.introductions.tasks"),),
    schedule=(ScheduledTask("expire-introductions", "network.introductions.tasks.expire_due", 60.0, expires=60),),
    subjects=(
        Subject(
            "introduction",
            model="network.Introduction",
            related=("requester", "introducer", "target_member"),
            unaccounted="network.introductions.transitions.unaccounted",
        ),
    ),
    notices=(
        _to_members("asked"),
        _to_members("for_you"),
        _to_members("agreed"),
        _to_members("thank_you"),
        _to_members("not_this_time"),
        _to_members("withdrawn"),
        _to_members("over"),
        NoticeKind(
            "reach_code",
            template="emails/introductions/reach_code",
            recipients=Recipients.ADDRESSES,
            context="network.introductions.guests.notice_context",
            may_still_send="network.introductions.guests.may_still_send",
        ),
    ),
    on_block="network.introductions.blocks.end_requests",
    demo=DemoPart("network.introductions.demo.write", keep_open="network.introductions.demo.prolong"),
)
