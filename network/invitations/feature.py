from network.platform.access import Access, members, only
from network.platform.features import Feature, NoticeKind, Recipients, Urls

FEATURE = Feature(
    urls=(Urls("network.invitations.urls"),),
    access={
        "invitation": Access(
            stranger=(404, 405),
            member=("invitation_answer", 405),
            others={"holder": (200, 405), "member_with_link": ("invitation_answer", 405)},
            open_because="a personal link, opened before there is an account",
        ),
        "invitation_answer": members((404, 404), member_with_link=(200, 200)),
        "invitation_make": only(owner=(405, 200), nameless=(405, "say_name")),
        "invitation_revoke": only(owner=(405, "contact")),
        "handshake_end": only(owner=(200, "contact")),
        "who_knows": members((200, 405)),
        "who_knows_agree": only(who_is_known=(405, "who_knows")),
        "who_knows_decline": only(who_is_known=(405, "who_knows")),
        "who_knows_report": only(who_is_known=(405, "who_knows")),
    },
    notices=(
        NoticeKind(
            "report",
            template="emails/invitations/report",
            recipients=Recipients.ADDRESSES,
            may_still_send="network.invitations.reports.may_still_send",
        ),
    ),
)
