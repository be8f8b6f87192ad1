"""The consumer "vectors": which texts are held, which never, and what line of work words come to."""

from typing import Any

import pytest
from django.db import transaction

from matching import index
from matching.index import Progress
from matching.models import TextVector
from matching.vectors import add_texts, missing
from matching.vocabulary import vocabulary
from network.models import Contact, Member, OutboxRow, ProfileLine
from network.platform.outbox.drain import drain_consumer
from network.platform.outbox.record import mark
from network.suggestions import vectors
from network.suggestions.vectors import make_vectors, mend_texts, project_members
from tests.factories.people import make_contact
from tests.network.suggestions.conftest import want

pytestmark = pytest.mark.django_db


def held() -> set[str]:
    return set(TextVector.objects.values_list("text", flat=True))


def test_wishes_and_open_contacts_are_held_and_encoded(alice: Member) -> None:
    want(alice, "Something with boats")
    ProfileLine.objects.create(member=alice, kind="offer", text="CV writing")
    make_contact(alice, "Jo", work="Baker at Greggs")
    project_members([str(alice.pk)])
    assert {"something with boats", "cv writing", "baker at greggs"} <= held()
    assert missing() == 0


def test_a_private_contacts_words_are_never_held(alice: Member) -> None:
    make_contact(alice, "Jo", work="Baker, my secret", private=True)
    project_members([str(alice.pk)])
    mend_texts()
    assert not any("secret" in text for text in held())
    assert Contact.objects.get().line_of_work == "baker"


def test_names_notes_and_firms_are_never_held(alice: Member) -> None:
    said = {"note": "owes me money", "place_words": "above the chip shop", "firm": "Zed and Sons"}
    make_contact(alice, "Quentin Zebedee", work="nurse", **said)
    project_members([str(alice.pk)])
    assert held() == {"nurse"}


@pytest.mark.parametrize(
    ("source", "line", "after"),
    [("found", "", "nurse"), ("found", "baker", "nurse"), ("chosen", "baker", "baker"), ("hidden", "", "")],
)
def test_a_line_is_found_only_where_it_is_ours_to_find(alice: Member, source: str, line: str, after: str) -> None:
    make_contact(alice, "Jo", work="nurse at the infirmary", line_source=source, line_of_work=line)
    project_members([str(alice.pk)])
    assert Contact.objects.get().line_of_work == after


def test_a_line_goes_when_the_words_go(alice: Member) -> None:
    make_contact(alice, "Jo", work="", line_of_work="nurse")
    project_members([str(alice.pk)])
    assert Contact.objects.get().line_of_work == ""


def test_projecting_twice_changes_nothing(alice: Member) -> None:
    make_contact(alice, "Jo", work="nurse")
    project_members([str(alice.pk)])
    before = list(TextVector.objects.values_list("pk", "made_at"))
    stamp = Contact.objects.get().updated_at
    project_members([str(alice.pk)])
    assert list(TextVector.objects.values_list("pk", "made_at")) == before
    assert Contact.objects.get().updated_at == stamp


def test_a_member_who_is_gone_is_no_trouble() -> None:
    project_members(["999999"])


def test_what_does_not_fit_into_a_pass_is_marked_again(alice: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    make_contact(alice, "Jo", work="nurse")
    with transaction.atomic():
        mark("vectors", [alice.pk])
    monkeypatch.setattr(vectors, "LONGEST_SECONDS", -1.0)
    project_members([str(alice.pk)])
    row = OutboxRow.objects.get(consumer="vectors")
    assert row.version == 2
    monkeypatch.setattr(vectors, "LONGEST_SECONDS", 15.0)
    drain_consumer("vectors")
    row.refresh_from_db()
    assert row.due_at is None
    assert Contact.objects.get().line_of_work == "nurse"


def test_words_that_name_nothing_come_to_the_nearest_line_once_all_vectors_are_made(
    alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_contact(alice, "Jo", work="the web, mostly")
    monkeypatch.setattr(index, "FRESH_FOR", 0.0)
    monkeypatch.setattr(index, "SAME_WORK", 0.2)
    project_members([str(alice.pk)])
    assert Contact.objects.get().line_of_work == ""
    monkeypatch.setattr(index.LineIndex, "progress", lambda self: Progress(1, 1))
    project_members([str(alice.pk)])
    line = Contact.objects.get().line_of_work
    assert "web" in line
    assert vocabulary().knows(line)


def test_the_vocabulary_is_made_in_slices_and_then_the_unfound_are_looked_at_again(
    alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_contact(alice, "Jo", work="zzz unheard of")
    monkeypatch.setattr(vectors, "hold_vocabulary", lambda: add_texts([f"trade {number}" for number in range(128)]))
    assert make_vectors(seconds=0.0) == 64
    assert not OutboxRow.objects.filter(consumer="vectors").exists()
    assert make_vectors() == 0
    assert OutboxRow.objects.get(consumer="vectors").subject == str(alice.pk)
    OutboxRow.objects.all().delete()
    assert make_vectors() == 0
    assert not OutboxRow.objects.exists()


def test_the_nightly_mending_forgets_only_what_nobody_holds(alice: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    from matching import vectors as stored

    want(alice, "Something with boats")
    contact = make_contact(alice, "Jo", work="odd words")
    project_members([str(alice.pk)])
    monkeypatch.setattr(stored, "GRACE_PERIOD", -stored.GRACE_PERIOD)
    Contact.objects.filter(pk=contact.pk).update(private=True)
    assert mend_texts() == 1
    assert held() == {"something with boats"}


def test_a_model_that_is_away_leaves_lines_found_by_words_and_the_rest_waiting(
    alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    from matching.encoder import EncoderUnavailable

    def away() -> Any:
        raise EncoderUnavailable("no model")

    make_contact(alice, "Jo", work="nurse")
    with transaction.atomic():
        mark("vectors", [alice.pk])
    monkeypatch.setattr(vectors, "encoder", away)
    drain_consumer("vectors")
    assert Contact.objects.get().line_of_work == "nurse"
    row = OutboxRow.objects.get()
    assert row.due_at is not None
    assert row.parked_at is None


def test_wishes_and_lines_of_everybody_come_before_the_many_words(
    alice: Member, bob: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_contact(alice, "Jo", work="this and that")
    make_contact(alice, "Mo", work="looks after the nurse rota", line_of_work="nurse", line_source="chosen")
    want(bob, "Something with boats")
    order: list[str] = []
    real = vectors.encode_missing

    def noted(**wanted: Any) -> int:
        order.extend(sorted(wanted["texts"]))
        return real(**wanted)

    monkeypatch.setattr(vectors, "encode_missing", noted)
    project_members([str(alice.pk), str(bob.pk)])
    assert set(order[:2]) == {"nurse", "Something with boats"}
    assert "this and that" in order[2:]
