"""The town lasts: whoever comes back to it after weeks finds open what was open."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as project_settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.demo.cast import cast
from network.introductions import actions
from network.introductions.demo import prolong
from network.models import Introduction, LedgerEntry, Member, Notice
from network.platform.invented_town import at
from network.platform.subjects import subject_name
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_member

LIFE = project_settings.INTRODUCTION_LIFE


@pytest.fixture(scope="module")
def haverby(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[datetime]:
    """A town, and the day forty days after it was made."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(project_settings, "BACKR_HOME", tmp_path_factory.mktemp("home"))
        call_command("seed_demo", members=60, seed=1, verbosity=0)
        yield timezone.now() + timedelta(days=40)
        transaction.set_rollback(True)


@pytest.fixture
def later(haverby: datetime, db: None) -> Iterator[datetime]:
    with at(haverby):
        yield haverby


def states() -> dict[int, str]:
    return dict(Introduction.objects.values_list("pk", "state"))


def test_after_forty_days_everything_that_was_open_is(later: datetime) -> None:
    before = states()
    opened = sum(state in ("asked", "passed_on") for state in before.values())
    assert prolong() == opened > 3
    assert actions.expire_due() == 0
    assert states() == before


def test_the_introducer_of_the_cast_finds_the_request_on_her_page(later: datetime) -> None:
    amina = {label.split(",")[0]: member for label, member in cast()}["Amina"]
    asked = Introduction.objects.get(introducer=amina, requester__name="Callum Reid", state="asked")
    prolong()
    client = Client()
    client.force_login(amina)
    page = client.get(reverse("introduction", args=[asked.pk])).content.decode()
    assert reverse("introduction_pass_on", args=[asked.pk]) in page
    assert "nobody round here takes apprentices on" in page


def test_nobody_is_written_to_that_it_is_over_and_the_promise_stands_for_the_new_deadline(later: datetime) -> None:
    opened = [subject_name(row) for row in Introduction.objects.filter(state__in=["asked", "passed_on"])]
    promised = set(Notice.objects.filter(subject__in=opened, kind="introduction_over").values_list("member", "subject"))
    prolong()
    waiting = Notice.objects.filter(subject__in=opened, kind="introduction_over")
    assert set(waiting.values_list("member", "subject")) == promised
    assert not waiting.exclude(due_at=later + LIFE).exists()


def test_a_personal_link_lasts_as_long_as_its_request(later: datetime) -> None:
    prolong()
    with_link = ~Q(token_hash="")
    passed_on = Introduction.objects.filter(state="passed_on")
    assert passed_on.filter(with_link).exists()
    assert not passed_on.filter(with_link).exclude(token_expires_at=later + LIFE).exists()
    assert not passed_on.exclude(with_link).exclude(token_expires_at=None).exists()


def test_the_ledger_and_what_is_over_stay_as_they_were(later: datetime) -> None:
    over = Introduction.objects.exclude(state__in=["asked", "passed_on"])
    before = (list(over.order_by("pk").values()), list(LedgerEntry.objects.values()))
    prolong()
    assert (list(over.order_by("pk").values()), list(LedgerEntry.objects.values())) == before
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert out.getvalue().startswith("The ledger is whole")


def test_what_has_half_its_life_ahead_is_left_alone(later: datetime) -> None:
    prolong()
    assert prolong() == 0
    with at(later + LIFE / 2 - timedelta(hours=1)):
        assert prolong() == 0
    with at(later + LIFE / 2 + timedelta(hours=1)):
        assert prolong() > 3


@pytest.mark.django_db
@pytest.mark.parametrize("real", ["requester", "introducer"])
def test_what_real_people_have_open_runs_out_as_ever(real: str) -> None:
    requester = make_member("Rosa", invented=real != "requester")
    introducer = make_member("Amina", invented=real != "introducer")
    asked = make_introduction(requester, make_contact(introducer, "Ben"), at=timezone.now() - timedelta(days=10))
    prolong()
    assert Introduction.objects.get(pk=asked.pk).deadline == asked.deadline
    Member.objects.update(invented=True)
    prolong()
    assert Introduction.objects.get(pk=asked.pk).deadline > asked.deadline
