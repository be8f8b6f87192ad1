"""Many subjects, several workers, any mixture of luck: what is called up to date is, and all of it becomes so."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from network.models import OutboxRow
from network.platform.outbox.lease import Lease, done, fail, lease, make_due, postpone, renew
from network.platform.outbox.record import retry_parked
from tests.hypothesis_profiles import examples

SUBJECTS = [str(n) for n in range(4)]
WORKERS = st.sampled_from([0, 1, 2])


class Outbox(RuleBasedStateMachine):
    """`record` is the truth, `projection` what workers have written; a worker reads all it leased, then writes."""

    @initialize()
    def empty(self) -> None:
        OutboxRow.objects.all().delete()
        self.now = timezone.now()
        self.record = dict.fromkeys(SUBJECTS, 0)
        self.projection = dict.fromkeys(SUBJECTS, 0)
        self.at_work: dict[int, tuple[Lease, dict[str, int]]] = {}

    @rule(subjects=st.sets(st.sampled_from(SUBJECTS), min_size=1))
    def change(self, subjects: set[str]) -> None:
        for subject in subjects:
            self.record[subject] += 1
        make_due("graph", sorted(subjects), self.now)

    @rule(worker=WORKERS, limit=st.integers(1, 4))
    def lease_and_read(self, worker: int, limit: int) -> None:
        if worker not in self.at_work:
            held = lease("graph", limit, now=self.now)
            if held.versions:
                self.at_work[worker] = held, {subject: self.record[subject] for subject in held.versions}

    @rule(worker=WORKERS)
    def write_and_call_it_done(self, worker: int) -> None:
        if worker in self.at_work:
            held, read = self.at_work.pop(worker)
            self.projection |= read
            done(held, held.subjects, now=self.now)

    @rule(worker=WORKERS, written=st.booleans())
    def fail_at_each(self, worker: int, written: bool) -> None:
        if worker in self.at_work:
            held, read = self.at_work.pop(worker)
            for subject in held.versions:
                if subject in renew(held, [subject], now=self.now):
                    self.projection |= {subject: read[subject]} if written else {}
                    fail(held, subject, "no", now=self.now)

    @rule(worker=WORKERS)
    def find_the_graph_away(self, worker: int) -> None:
        if worker in self.at_work:
            held, _ = self.at_work.pop(worker)
            postpone(held, held.subjects, "away", now=self.now)

    @rule(worker=WORKERS, written=st.booleans())
    def die(self, worker: int, written: bool) -> None:
        held, read = self.at_work.pop(worker, (None, {}))
        if held and written and held.until > self.now:
            self.projection |= read

    @rule(seconds=st.sampled_from([1, 10, 61, 700]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def retry(self) -> None:
        retry_parked()

    @invariant()
    def what_is_up_to_date_is_right(self) -> None:
        busy = {subject for held, _ in self.at_work.values() for subject in held.versions}
        for row in OutboxRow.objects.filter(due_at__isnull=True, parked_at__isnull=True).exclude(subject__in=busy):
            assert row.done_version == row.version
            assert self.projection[row.subject] == self.record[row.subject]

    def teardown(self) -> None:
        """Whoever is at work dies; one worker that lives brings all up to date."""
        retry_parked()
        for _ in range(4):
            self.now = max(self.now, timezone.now()) + settings.OUTBOX_LEASE + timedelta(minutes=10)
            held = lease("graph", 10, now=self.now)
            self.projection |= {subject: self.record[subject] for subject in held.versions}
            done(held, held.subjects, now=self.now)
        assert self.projection == self.record
        assert not OutboxRow.objects.filter(due_at__isnull=False).exists()


@pytest.mark.django_db
def test_whatever_happens_the_projection_catches_up() -> None:
    run_state_machine_as_test(
        Outbox,
        settings=hypothesis_settings(max_examples=examples(40), stateful_step_count=30, deadline=None, print_blob=True),
    )
