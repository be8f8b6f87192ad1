"""`manage.py seed_demo`: Haverby in the database, whole, and marked as invented."""

import json
from collections import defaultdict
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project_settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from network.contacts.work_questions import unplaced
from network.demo.answers import town_owners
from network.demo.cast import cast, script
from network.demo.data import occupations
from network.demo.ground_truth import GroundTruth
from network.identity.resolve import resolve
from network.invitations.handshakes import waiting_recognitions
from network.models import (
    Contact,
    Conversation,
    Handshake,
    Introduction,
    Member,
    Notice,
    OutboxRow,
    ProfileLine,
)

MEMBERS = 60


def seed() -> str:
    out = StringIO()
    call_command("seed_demo", members=MEMBERS, seed=1, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def haverby(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One town for the tests of this file, gone after them; returns what the command said."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(project_settings, "BACKR_HOME", tmp_path_factory.mktemp("home"))
        yield seed()
        transaction.set_rollback(True)


def person(key: str) -> Member:
    return {label.split(",")[0].lower(): member for label, member in cast()}[key]


@pytest.mark.django_db
def test_it_says_what_it_made(haverby: str) -> None:
    assert haverby.startswith("Haverby is ready: 60 invented members, 2,400 contacts, ")
    assert Member.objects.count() == MEMBERS
    assert Contact.objects.count() == MEMBERS * 40


@pytest.mark.django_db
def test_everybody_is_marked_as_invented_and_nobody_can_be_reached(haverby: str) -> None:
    assert not Member.objects.filter(invented=False).exists()
    assert not Member.objects.exclude(email__endswith=".example").exists()
    assert not any(member.has_usable_password() for member in Member.objects.all())


@pytest.mark.django_db
def test_every_member_waits_to_be_projected(haverby: str) -> None:
    everybody = {str(pk) for pk in Member.objects.values_list("pk", flat=True)}
    for consumer in ("graph", "vectors"):
        due = OutboxRow.objects.filter(consumer=consumer, due_at__isnull=False)
        assert set(due.values_list("subject", flat=True)) == everybody


@pytest.mark.django_db
def test_contacts_are_the_same_people_as_the_rule_of_identity_makes_them(haverby: str) -> None:
    def partition() -> set[frozenset[int]]:
        together = defaultdict(set)
        for pk, who in Contact.objects.values_list("pk", "person_id"):
            together[who].add(pk)
        return {frozenset(group) for group in together.values()}

    before, persons = partition(), dict(Contact.objects.values_list("pk", "person_id"))
    assert max(len(group) for group in before) > 3, "some people are in several address books"
    resolve(contact_ids=persons)
    assert partition() == before
    assert dict(Contact.objects.values_list("pk", "person_id")) == persons


@pytest.mark.django_db
def test_each_handshake_has_a_contact_on_either_side(haverby: str) -> None:
    confirmed = set(Contact.objects.filter(confirmed_as__isnull=False).values_list("owner_id", "confirmed_as_id"))
    hands = set(Handshake.objects.values_list("low_id", "high_id"))
    assert hands
    assert confirmed == hands | {(high, low) for low, high in hands}


@pytest.mark.django_db
def test_some_are_said_to_be_known_who_have_not_answered_yet(haverby: str) -> None:
    assert sum(len(waiting_recognitions(member)) for member in Member.objects.all()) > 5


@pytest.mark.django_db
def test_the_ledger_of_what_happened_is_whole(haverby: str) -> None:
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert out.getvalue().startswith("The ledger is whole")
    assert Introduction.objects.filter(created_at__gt=timezone.now()).count() == 0


@pytest.mark.django_db
def test_no_mail_of_weeks_ago_is_sent_today(haverby: str) -> None:
    assert Notice.objects.exists()
    assert not Notice.objects.filter(sent_at=None, due_at__lte=timezone.now()).exists()


@pytest.mark.django_db
def test_the_jobseeker_has_a_conversation_and_somebody_who_says_they_know_her(haverby: str) -> None:
    grace = person("grace")
    [recognition] = waiting_recognitions(grace)
    assert recognition.name == "Kofi Boateng"
    conversation = Conversation.objects.get(introduction__requester=grace)
    assert conversation.messages.get().from_guest
    assert Handshake.objects.of(grace).count() == 7


@pytest.mark.django_db
def test_the_introducer_has_a_request_waiting_which_she_can_pass_on(haverby: str) -> None:
    asked = Introduction.objects.get(introducer=person("amina"), state="asked", requester__name="Callum Reid")
    assert asked.line_of_work == "electrician"
    assert asked.deadline > timezone.now()
    assert Contact.objects.filter(owner=person("amina"), line_of_work="pastry chef").count() == 1


@pytest.mark.django_db
def test_the_newcomer_knows_almost_nobody(haverby: str) -> None:
    oksana = person("oksana")
    assert Contact.objects.filter(owner=oksana).count() == 3
    assert Handshake.objects.of(oksana).count() == 1


@pytest.mark.django_db
def test_the_answers_are_kept_for_each_text(haverby: str) -> None:
    answers = json.loads((Path(project_settings.BACKR_HOME) / "demo-answers.json").read_text())
    assert set(answers["occupations"]) == set(occupations())
    wishes = ProfileLine.objects.filter(kind="wish").exclude(member__email__in=[part["email"] for part in script()])
    assert set(wishes.values_list("text", flat=True)) == set(answers["wishes"])
    jobs = set(Contact.objects.exclude(work="").values_list("work", flat=True))
    assert len(jobs & set(answers["jobs"])) > 0.8 * len(jobs)
    assert {*answers["wishes"].values(), *answers["jobs"].values()} <= set(occupations())


@pytest.mark.django_db
def test_half_of_the_owners_have_answered_all_they_were_asked_and_truly(haverby: str) -> None:
    truth = GroundTruth()
    owners = town_owners()
    asked = {owner.pk: [contact.work in truth.true_lines for contact in unplaced(owner)] for owner in owners}
    left = [owner for owner in owners if any(asked[owner.pk])]
    answered = Contact.objects.filter(pk__in=truth.answered)
    assert not set(answered.values_list("owner_id", flat=True)) & {owner.pk for owner in left}
    assert 0.3 < len(left) / len(owners) <= 0.5
    assert {(contact.line_source, contact.line_of_work == truth.true_lines[contact.work]) for contact in answered} == {
        ("chosen", True)
    }


@pytest.mark.django_db
def test_whom_visitors_may_be_still_have_their_questions_to_answer(haverby: str) -> None:
    assert unplaced(person("grace")).exists()


@pytest.mark.django_db
def test_introductions_have_come_to_every_stage(haverby: str) -> None:
    assert set(Introduction.objects.values_list("state", flat=True)) == set(Introduction.State)


@pytest.mark.django_db
def test_no_second_town_is_made(haverby: str) -> None:
    with pytest.raises(CommandError, match="is already here"):
        seed()
