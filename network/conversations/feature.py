from network.platform.access import everybody, link_holders, members, only
from network.platform.features import Feature, NoticeKind, Recipients, Subject, Urls

FEATURE = Feature(
    urls=(Urls("network.conversations.urls", prefix="conversations/"),),
    access={
        "conversations": members((200, 405)),
        "conversation": only(requester=(200, 422), target=(200, 422), introducer=(404, 404)),
        "conversation_end": only(requester=(405, "conversation"), target=(405, "conversation")),
        "conversation_leave": link_holders(
            (405, "conversation_left"),
            unknown=(405, "conversation_left"),
            because="a personal link, mailed to the guest's own proved address: the guest leaves for good",
        ),
        "conversation_left": everybody((200, 405), because="after leaving; says nothing of anybody"),
    },
    subjects=(
        Subject(
            "conversation",
            model="network.Conversation",
            related=("introduction__requester", "introduction__introducer", "introduction__target_member"),
        ),
    ),
    notices=(
        NoticeKind(
            "conversation_guest",
            template="emails/conversations/guest",
            recipients=Recipients.ADDRESSES,
            context="network.conversations.guests.notice_context",
            may_still_send="network.conversations.guests.may_still_send",
        ),
        NoticeKind(
            "conversation_message",
            template="emails/conversations/message",
            recipients=Recipients.MEMBERS | Recipients.ADDRESSES,
            context="network.conversations.guests.notice_context",
            may_still_send="network.conversations.guests.may_still_tell_of_message",
        ),
    ),
)
