"""Every page, and a small town in which each has something to show.

The guards read this table: whoever adds an address adds its scene, or says here why it has no page of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.conversations.guests import guest_token
from network.conversations.guests import hash_of as guest_hash
from network.drafts.actions import MOST_KEPT
from network.help.topics import TOPICS
from network.introductions.codes import LIFE
from network.introductions.links import hash_of as link_hash
from network.introductions.offers import sign_offer
from network.introductions.states import ACTS, Action
from network.invitations.actions import hash_of as invitation_hash
from network.ledger.record import write_entry
from network.models import (
    Acquaintance,
    Block,
    Contact,
    ContactImport,
    Conversation,
    Draft,
    Fingerprint,
    ImportRow,
    Introduction,
    Invitation,
    Member,
    Message,
    Person,
    ProfileLine,
    ReachCode,
    Recommendation,
    SetAside,
    WalkedQuestion,
)
from network.privacy.blocks import sign_block
from network.suggestions.aside import ShownCard, seal_card
from tests import arrivals, townsfolk
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_handshake, make_member

TOKEN = "a-token-that-only-tests-know-0123456789abcdef"
OTHER_TOKEN = "another-token-that-only-tests-know-0123456789"


@dataclass
class Town:
    """Alice at the centre, with `rows` of whatever a page lists."""

    alice: Member
    bob: Member
    friend: Contact
    bobs: Contact
    to_pass_on: Introduction
    to_answer: Introduction
    asked: Introduction
    passed_on: Introduction
    agreed: Introduction
    conversation: Conversation
    guest_conversation: Conversation
    consent: Introduction
    reach_code: ReachCode
    preview: ContactImport
    done: ContactImport
    block: Block


def make_town(rows: int) -> Town:
    """Make the town. Every list that Alice can open holds about `rows` things."""
    now = timezone.now()
    alice, bob = make_member("Alice"), make_member("Bob", requests_a_month=100)
    make_handshake(alice, bob)
    friend = make_contact(alice, "Ama Mensah", work="bakes cakes at Harbour Lane", line_of_work="baker")
    bobs = make_contact(bob, "Priya Shah", work="pastry chef at the Grand", line_of_work="pastry chef")
    Invitation.objects.create(
        owner=bob, contact=bobs, token_hash=invitation_hash(TOKEN), expires_at=now + timedelta(days=9)
    )
    neighbours = _bulk_contacts(alice, rows)
    Acquaintance.objects.bulk_create(Acquaintance(low=friend, high=other) for other in neighbours[: rows // 2])
    _bulk_contacts(bob, rows)
    _lines(alice, min(rows, 20))
    _wishes_to_read(bob, min(rows, 12))
    _put_aside(alice, bob, min(rows, 30))
    _walk(alice)
    _drafts(alice, min(rows, MOST_KEPT))
    _recognitions(alice, min(rows, 30))
    carol = make_member("Carol")
    make_handshake(carol, alice)
    make_handshake(carol, bob)
    to_pass_on = make_introduction(carol, friend)
    alices = make_contact(bob, "Alice", person=alice.person)
    to_answer = make_introduction(carol, alices, state="passed_on", target_member=alice)
    _recommend(to_answer)
    asked = make_introduction(alice, bobs)
    passed_on = make_introduction(
        alice, make_contact(bob, "Tom"), state="passed_on", token_hash=link_hash(OTHER_TOKEN), token_expires_at=now
    )
    dora = make_member("Dora")
    agreed = make_introduction(
        alice,
        make_contact(bob, "Dora", person=dora.person),
        state="agreed",
        target_member=dora,
        target_agreed_at=now,
        target_name="Dora",
        target_shares=[["email", "dora@example.com"]],
        requester_shares=[["email", "alice@example.com"]],
    )
    conversation = Conversation.objects.create(introduction=agreed)
    with_guest = make_introduction(
        carol,
        make_contact(bob, "Gus"),
        state="agreed",
        target_agreed_at=now,
        target_reach_verified_at=now,
        target_name="Gus",
        target_shares=[["email", "gus@example.com"]],
    )
    guest_conversation = Conversation.objects.create(introduction=with_guest)
    guest_conversation.guest_token_hash = guest_hash(guest_token(guest_conversation))
    guest_conversation.save()
    for came_to_a_yes in (agreed, with_guest):
        _recommend(came_to_a_yes)
        _write_the_chain(came_to_a_yes)
    _messages(conversation, (alice, dora), rows)
    _messages(guest_conversation, (carol, None), rows)
    consent = make_introduction(
        carol,
        make_contact(bob, "Hana"),
        state="passed_on",
        token_hash=link_hash(TOKEN),
        token_expires_at=now + timedelta(days=9),
    )
    _recommend(consent)
    reach_code = ReachCode.objects.create(
        introduction=consent,
        handle="a-handle",
        name="Hana",
        address="hana@example.com",
        created_at=now,
        expires_at=now + LIFE,
    )
    _past_introductions(alice, bob, rows)
    return Town(
        alice=alice,
        bob=bob,
        friend=friend,
        bobs=bobs,
        to_pass_on=to_pass_on,
        to_answer=to_answer,
        asked=asked,
        passed_on=passed_on,
        agreed=agreed,
        conversation=conversation,
        guest_conversation=guest_conversation,
        consent=consent,
        reach_code=reach_code,
        preview=_import(alice, rows, ContactImport.State.PREVIEW),
        done=_import(alice, rows, ContactImport.State.DONE),
        block=_blocks(alice, min(rows, 40)),
    )


def _bulk_contacts(owner: Member, rows: int) -> list[Contact]:
    people = Person.objects.bulk_create([Person() for _ in range(rows)])
    return Contact.objects.bulk_create(
        Contact(owner=owner, person=person, name=townsfolk.name_of(number), work=work, line_of_work=line)
        for number, person in enumerate(people)
        for work, line in [townsfolk.work_of(number)]
    )


def _drafts(member: Member, rows: int) -> None:
    """Something begun on the page that changes what is said of work, and more."""
    places = ["/settings/work/", *(f"/people/{number}/change/" for number in range(1, rows))]
    Draft.objects.bulk_create(
        Draft(
            member=member,
            place=place,
            path=place,
            title="Work",
            fields={"wish": ["to bake bread"]},
            saved_at=timezone.now(),
        )
        for place in places
    )


def _walk(member: Member) -> None:
    """Everybody named at one question, and one skipped."""
    near = WalkedQuestion.objects.create(member=member, question="near", left_at=timezone.now())
    near.names.set(Contact.objects.filter(owner=member))
    WalkedQuestion.objects.create(member=member, question="family", left_at=timezone.now())


def _lines(member: Member, rows: int) -> None:
    kinds = ProfileLine.Kind
    ProfileLine.objects.create(member=member, kind=kinds.WISH, text="something with cakes, early mornings are fine")
    ProfileLine.objects.bulk_create(
        ProfileLine(member=member, kind=kind, text=text)
        for kind in (kinds.DONE, kinds.OFFER)
        for text in townsfolk.sayings(kind, rows // 3)
    )


def _wishes_to_read(bob: Member, rows: int) -> None:
    """Bob lets those whom he has shaken hands with read what he would like."""
    wishes = [
        "driving a bus",
        "work outdoors, not in an office",
        *(f"something new number {n}" for n in range(rows - 2)),
    ]
    ProfileLine.objects.bulk_create(ProfileLine(member=bob, kind="wish", text=text) for text in wishes)
    Member.objects.filter(pk=bob.pk).update(wishes_seen=True)


def _put_aside(alice: Member, bob: Member, rows: int) -> None:
    lines = ["care assistant", "warehouse operative", *(f"line of work {number}" for number in range(rows - 2))]
    reasons = SetAside.Reason.values
    SetAside.objects.bulk_create(
        SetAside(member=alice, introducer=bob, line_of_work=line, reason=reasons[number % 4], miles=10)
        for number, line in enumerate(lines)
        if reasons[number % 4] != SetAside.Reason.BY_WAY
    )


def _recognitions(alice: Member, rows: int) -> None:
    digest = Fingerprint.objects.get(member=alice).digest
    for number in range(rows):
        other = make_member(townsfolk.name_of(number + 40))
        contact = make_contact(other, "Alice from next door", person=alice.person)
        Fingerprint.objects.create(contact=contact, kind="email", digest=digest)


def _messages(conversation: Conversation, writers: tuple[Member, Member | None], rows: int) -> None:
    """One writes, then the other; the guest has no account."""
    Message.objects.bulk_create(
        Message(
            conversation=conversation,
            author=writers[number % 2],
            from_guest=writers[number % 2] is None,
            text=townsfolk.hello(number),
            key=f"key{number}",
        )
        for number in range(rows)
    )


def _recommend(introduction: Introduction) -> None:
    Recommendation.objects.create(
        introduction=introduction,
        by=introduction.introducer,
        about=introduction.requester,
        words="Carol kept the stall going on the wettest Saturday of the year.",
        basis=Recommendation.Basis.WORKED,
    )


def _write_the_chain(introduction: Introduction) -> None:
    """Let the ledger say how it came to a yes."""
    with transaction.atomic():
        for act in (Action.ASK, Action.PASS_ON, Action.AGREE):
            write_entry(introduction=introduction, act=ACTS[act], details={})


def _past_introductions(alice: Member, bob: Member, rows: int) -> None:
    now = timezone.now()
    long_ago = now - timedelta(days=90)
    people = Person.objects.bulk_create([Person() for _ in range(rows)])
    made = Introduction.objects.bulk_create(
        Introduction(
            requester=alice if number % 2 else bob,
            introducer=bob if number % 2 else alice,
            target=person,
            line_of_work="bus driver",
            purpose="chat",
            words="Hello",
            state="expired",
            requester_agreed_at=long_ago,
            deadline=long_ago + timedelta(days=14),
            closed_at=long_ago + timedelta(days=14),
        )
        for number, person in enumerate(people)
    )
    Introduction.objects.filter(pk__in=[row.pk for row in made]).update(created_at=long_ago)


def _import(member: Member, rows: int, state: str) -> ContactImport:
    brought = ContactImport.objects.create(
        member=member, filename="contacts.vcf", format="vcard", state=state, finished_at=timezone.now()
    )
    plans = [ImportRow.Plan.ADD, ImportRow.Plan.SKIP, ImportRow.Plan.BAD]
    card = {"name": "Somebody New", "work": "plumber", "emails": ["new@example.com"], "phones": [], "note": ""}
    ImportRow.objects.bulk_create(
        ImportRow(
            origin=brought,
            number=number + 1,
            plan=plans[number % 3],
            reason="" if number % 3 == 0 else "There is no name in it.",
            card=card
            | {"name": townsfolk.name_of(number + 80), "number": number + 1, "place_words": ""}
            | {"work": townsfolk.work_of(number + 80)[0]},
            applied_at=timezone.now() if state == "done" and number % 3 == 0 else None,
        )
        for number in range(rows)
    )
    return brought


def _blocks(alice: Member, rows: int) -> Block:
    others = [make_member(townsfolk.name_of(number + 120)) for number in range(max(rows, 1))]
    return [Block.objects.create(owner=alice, other=other) for other in others][-1]


@dataclass(frozen=True)
class Scene:
    """A page: its address in the town, and whether Alice or a stranger looks at it."""

    path: Callable[[Town | None], str]
    stranger: bool = False
    note: str = ""
    """What follows the name, where an address has more than one scene."""
    arrive: arrivals.Arrival | None = None
    """What comes before, where opening the address is not enough."""

    def visitor(self, town: Town) -> Client:
        """Who looks at it."""
        client = Client()
        if self.arrive is not None:
            self.arrive(client, town.alice)
        elif not self.stranger:
            client.force_login(town.alice)
        return client

    @property
    def needs_town(self) -> bool:
        """Whether the address names something of the town's, so that nobody else can open it."""
        try:
            self.path(None)
        except AttributeError:
            return True
        return False


def at(
    name: str,
    *about: Callable[[Town], object],
    stranger: bool = False,
    query: str = "",
    note: str = "",
    after: arrivals.Arrival | None = None,
) -> Scene:
    return Scene(lambda town: reverse(name, args=[part(town) for part in about]) + query, stranger, note, after)


def _passkey_number(town: Town) -> int:
    return int(arrivals.passkey().pk)


SCENES: dict[str, list[Scene]] = {
    "home": [at("home", stranger=True)],
    "promises": [at("promises", stranger=True)],
    "help": [at("help", stranger=True)],
    "help_topic": [
        at("help_topic", lambda town, slug=topic.slug: slug, stranger=topic.slug != "lost-address", note=topic.slug)
        for topic in TOPICS
    ],
    "today": [at("today"), at("today", note="sorted", after=arrivals.sorted_for_now)],
    "account_login": [at("account_login", stranger=True)],
    "account_signup": [at("account_signup", stranger=True)],
    "account_request_login_code": [at("account_request_login_code", stranger=True)],
    "account_reset_password": [at("account_reset_password", stranger=True)],
    "account_email_verification_sent": [at("account_email_verification_sent", after=arrivals.joining)],
    "account_confirm_login_code": [at("account_confirm_login_code", after=arrivals.signing_in)],
    "account_confirm_password_reset_code": [at("account_confirm_password_reset_code", after=arrivals.resetting)],
    "account_complete_password_reset": [at("account_complete_password_reset", after=arrivals.reset_so_far)],
    "account_password_reset_completed": [at("account_password_reset_completed", stranger=True)],
    "account_change_password": [at("account_change_password", after=arrivals.with_a_password)],
    "account_set_password": [at("account_set_password", after=arrivals.with_a_fresh_code)],
    "account_logout": [at("account_logout")],
    "account_inactive": [at("account_inactive", stranger=True)],
    "account_email": [at("account_email"), at("account_email", after=arrivals.with_a_fresh_code, note="fresh")],
    "mfa_authenticate": [at("mfa_authenticate", after=arrivals.one_more_step)],
    "mfa_index": [at("mfa_index"), at("mfa_index", after=arrivals.with_an_app, note="app")],
    "mfa_activate_totp": [at("mfa_activate_totp", after=arrivals.with_a_fresh_code)],
    "mfa_deactivate_totp": [at("mfa_deactivate_totp", after=arrivals.with_an_app)],
    "mfa_view_recovery_codes": [at("mfa_view_recovery_codes", after=arrivals.with_an_app)],
    "mfa_generate_recovery_codes": [at("mfa_generate_recovery_codes", after=arrivals.with_an_app)],
    "mfa_list_webauthn": [at("mfa_list_webauthn"), at("mfa_list_webauthn", after=arrivals.with_a_passkey, note="one")],
    "mfa_add_webauthn": [at("mfa_add_webauthn", after=arrivals.with_a_fresh_code)],
    "mfa_edit_webauthn": [at("mfa_edit_webauthn", _passkey_number, after=arrivals.with_a_passkey)],
    "mfa_remove_webauthn": [at("mfa_remove_webauthn", _passkey_number, after=arrivals.with_a_passkey)],
    "welcome": [at("welcome", lambda town, step=step: step, note=str(step)) for step in (1, 2, 3)],
    "settings": [at("settings")],
    "settings_about": [at("settings_about")],
    "say_name": [at("say_name")],
    "settings_work": [at("settings_work")],
    "settings_requests": [at("settings_requests")],
    "settings_break": [at("settings_break")],
    "fresh_code": [at("fresh_code")],
    "drafts": [at("drafts")],
    "signed_in": [at("signed_in")],
    "forget_device": [at("forget_device"), at("forget_device", stranger=True, note="stranger")],
    "people": [at("people"), at("people", query="?q=nobody-at-all", note="none")],
    "people_map": [
        at("people_map"),
        at("people_map", query="?ring=2&sector=unsaid", note="part"),
        at("people_map", query="?q=nobody-at-all", note="none"),
        Scene(lambda town: f"{reverse('people_map')}?person={town.friend.pk}", note="person"),
    ],
    "contact_add": [at("contact_add")],
    "contact": [at("contact", lambda town: town.friend.pk)],
    "contact_change": [at("contact_change", lambda town: town.friend.pk)],
    "contact_knows": [at("contact_knows", lambda town: town.friend.pk)],
    "contact_line": [at("contact_line", lambda town: town.friend.pk)],
    "contact_remove": [at("contact_remove", lambda town: town.friend.pk)],
    "walk": [at("walk")],
    "walk_question": [
        at("walk_question", lambda town: "near", note="named"),
        at("walk_question", lambda town: "family", note="skipped"),
        at("walk_question", lambda town: "ordinary-week", note="last"),
    ],
    "walk_end": [at("walk_end")],
    "import_start": [at("import_start")],
    "import_look": [
        at("import_look", lambda town: town.preview.pk, note="preview"),
        at("import_look", lambda town: town.preview.pk, query="?show=bad", note="preview-bad"),
        at("import_look", lambda town: town.done.pk, note="done"),
        *(
            at("import_look", lambda town, state=state: import_in(town, state).pk, note=state)
            for state in ("reading", "applying", "undoing", "undone", "unreadable", "cancelled")
        ),
    ],
    "import_undo": [at("import_undo", lambda town: town.done.pk)],
    "invitation": [at("invitation", lambda town: TOKEN, stranger=True)],
    "invitation_answer": [at("invitation_answer")],
    "handshake_end": [
        at("handshake_end", lambda town: Contact.objects.get(owner=town.alice, confirmed_as=town.bob).pk)
    ],
    "who_knows": [at("who_knows")],
    "blocks": [at("blocks")],
    "block": [at("block", lambda town: sign_block(town.alice.pk, town.bob.pk))],
    "work": [
        at("work"),
        at("work", note="sorted", after=arrivals.sorted_for_now),
        at("work", query="?q=bus+driver", note="typed"),
        at("work", query="?q=%F0%9F%90%95", note="puzzled"),
        at("work", query="?q=not+care+work%2C+no+nights", note="only-against"),
        at("work", query="?q=was+in+Tesco+12+years%2C+fancy+a+change", note="wants-change"),
    ],
    "work_others": [at("work_others")],
    "work_set_asides": [at("work_set_asides")],
    "work_set_aside": [
        at("work_set_aside", lambda town: seal_card(ShownCard(town.alice.pk, "pastry chef", town.bob.pk, 10)))
    ],
    "introductions": [at("introductions")],
    "introduction_ask": [at("introduction_ask", lambda town: sign_offer(town.alice.pk, _askable(town).pk, "baker"))],
    "introduction": [
        at("introduction", lambda town: town.to_pass_on.pk, note="to-pass-on"),
        at("introduction", lambda town: town.to_answer.pk, note="to-answer"),
        at("introduction", lambda town: town.asked.pk, note="asked"),
        at("introduction", lambda town: town.passed_on.pk, note="passed-on"),
        at("introduction", lambda town: town.agreed.pk, note="agreed"),
    ],
    "introduction_pass_on": [at("introduction_pass_on", lambda town: town.to_pass_on.pk)],
    "introduction_decline": [at("introduction_decline", lambda town: town.to_pass_on.pk)],
    "introduction_agree": [at("introduction_agree", lambda town: town.to_answer.pk)],
    "introduction_withdraw": [at("introduction_withdraw", lambda town: town.asked.pk)],
    "consent": [at("consent", lambda town: TOKEN, stranger=True)],
    "consent_yes": [at("consent_yes", lambda town: TOKEN, stranger=True)],
    "consent_no": [at("consent_no", lambda town: TOKEN, stranger=True)],
    "consent_code": [at("consent_code", lambda town: TOKEN, lambda town: town.reach_code.handle, stranger=True)],
    "consent_thanks": [
        at("consent_thanks", lambda town: "yes", stranger=True, note="yes"),
        at("consent_thanks", lambda town: "no", stranger=True, note="no"),
    ],
    "conversation": [at("conversation", lambda town: town.conversation.pk)],
    "conversation_guest": [at("conversation_guest", lambda town: guest_token(town.guest_conversation), stranger=True)],
    "conversation_left": [at("conversation_left", stranger=True)],
    "offline": [at("offline", stranger=True)],
    "dev_mail": [at("dev_mail", stranger=True)],
    "gallery": [at("gallery")],
}

NO_PAGE_OF_ITS_OWN = {
    "manifest": "JSON for browsers",
    "service_worker": "a script",
    "healthz": "plain text for machines",
    "sorted_for_now": "takes a post only",
    "looking_again": "takes a post only",
    "readyz": "JSON for machines",
    "demo_enter": "signs in and goes on",
    "dev_mail_message": "shown in its own test: it needs a message on disk",
    "place_suggest": "JSON",
    "work_take_back": "takes a post only",
    "vocabulary_suggest": "JSON",
    "contact_suggest": "JSON",
    "people_map_move": "takes a post only",
    "contact_knows_not": "takes a post only",
    "settings_break_end": "takes a post only",
    "draft_drop": "takes a post only",
    "sign_in_end": "takes a post only",
    "language": "takes a post only",
    "sign_ins_end_others": "takes a post only",
    "still_here": "JSON",
    "import_choose": "takes a post only",
    "import_leave": "takes a post only",
    "who_knows_agree": "takes a post only",
    "who_knows_decline": "takes a post only",
    "unblock": "takes a post only",
    "invitation_make": "takes a post only; its answer is in the journey",
    "invitation_revoke": "takes a post only",
    "introduction_link": "takes a post only; its answer is in the journey",
    "conversation_leave": "takes a post only",
    "mfa_login_webauthn": "JSON for the browser's own passkey dialog",
    "account_reauthenticate": "goes to a fresh code of our own",
    "mfa_reauthenticate": "goes to a fresh code of our own",
    "mfa_reauthenticate_webauthn": "goes to a fresh code of our own",
    "mfa_download_recovery_codes": "a text file",
}


def _askable(town: Town) -> Contact:
    """Somebody Bob knows, whom Alice has not asked for."""
    return Contact.objects.get_or_create(
        owner=town.bob,
        name="Mo",
        defaults={"person": Person.objects.create(), "line_of_work": "baker", "work": "bakes bread"},
    )[0]


def import_in(town: Town, state: str) -> ContactImport:
    """Alice's import in a state in which she meets it now and then."""
    return ContactImport.objects.get_or_create(
        member=town.alice,
        state=state,
        defaults={"filename": "contacts.vcf", "format": "vcard", "reason": "This file is empty."},
    )[0]


def every_scene() -> list[tuple[str, Scene]]:
    """All scenes with a name each, for test ids and pictures."""
    return [
        (f"{name}-{scene.note}" if scene.note else name, scene) for name, scenes in SCENES.items() for scene in scenes
    ]
