"""Messages on disk: each is whole, each is taken once, and one that is not whole harms nobody."""

import logging
import multiprocessing
from collections import Counter
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection, Exchange, Queue

from backr.broker import Channel

SENDERS, TAKERS, EACH = 3, 3, 1000


def connect(home: Path) -> Connection:
    options = {
        "data_folder_in": str(home / "queue"),
        "control_folder": str(home / "control"),
        "polling_interval": 0.02,
    }
    return Connection("filesystem://localhost", transport="backr.broker:Transport", transport_options=options)


def channel(home: Path) -> Channel:
    opened: Channel = connect(home).channel()
    return opened


def test_a_message_is_taken_once_and_oldest_first(tmp_path: Path) -> None:
    with connect(tmp_path) as connection, connection.SimpleQueue("mail") as queue:
        for number in range(3):
            queue.put({"number": number})
        assert [queue.get(timeout=2).payload["number"] for _ in range(3)] == [0, 1, 2]
        with pytest.raises(Empty):
            queue.get(timeout=0.1)


def test_queues_whose_names_end_alike_are_kept_apart(tmp_path: Path) -> None:
    here = channel(tmp_path)
    here._put("more.mail", {"to": "more.mail"})
    here._put("mail", {"to": "mail"})
    assert (here._size("mail"), here._size("more.mail")) == (1, 1)
    assert here._get("mail") == {"to": "mail"}
    assert here._get("more.mail") == {"to": "more.mail"}


@pytest.mark.parametrize("spoilt", [b"", b"{", b'{"half": ', b"\xff\xfe\x00", b"\x00" * 4096])
def test_what_cannot_be_read_is_thrown_away_and_the_next_is_taken(
    tmp_path: Path, spoilt: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    here = channel(tmp_path)
    here._put("mail", {"lost": True})
    (file,) = (tmp_path / "queue").glob("*.mail.msg")
    file.write_bytes(spoilt)
    here._put("mail", {"whole": True})
    with caplog.at_level(logging.WARNING, "backr.broker"):
        assert here._get("mail") == {"whole": True}
    assert f"{len(spoilt)} bytes" in caplog.text
    assert here._size("mail") == 0


def test_a_file_that_is_still_being_written_is_not_seen(tmp_path: Path) -> None:
    here = channel(tmp_path)
    here._put("mail", {"first": True})
    (file,) = (tmp_path / "queue").glob("*.mail.msg")
    file.rename(file.with_name(f".{file.name}.aside"))
    assert here._size("mail") == 0
    with pytest.raises(Empty):
        here._get("mail")


def test_purging_empties_one_queue_only(tmp_path: Path) -> None:
    here = channel(tmp_path)
    for queue in ("mail", "mail", "graph"):
        here._put(queue, {})
    assert here._purge("mail") == 2
    assert (here._size("mail"), here._size("graph")) == (0, 1)


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    here = channel(tmp_path)
    with pytest.raises(Exception, match="Invalid exchange name"):
        here._queue_bind("../../etc/passwd", "key", "", "mail")
    assert not (tmp_path.parent / "etc").exists()


def test_an_exchange_reaches_the_queues_bound_to_it_until_they_are_deleted(tmp_path: Path) -> None:
    with connect(tmp_path) as connection:
        here = connection.channel()
        exchange = Exchange("news", "fanout", channel=here)
        for name in ("one", "two"):
            Queue(name, exchange, routing_key="", channel=here).declare()
        exchange.publish(exchange.Message("hello"), routing_key="")
        assert (here._size("one"), here._size("two")) == (1, 1)
        here.queue_delete("one")
        assert [row.queue for row in here.get_table("news")] == ["two"]


def send(home: Path, sender: int) -> None:
    here = channel(home)
    for number in range(EACH):
        here._put("outbox", {"message": f"{sender}-{number}", "filler": "x" * 2000})


def take(home: Path, taken: Any, all_sent: Any) -> None:
    here = channel(home)
    mine = []
    while True:
        last_look = all_sent.is_set()
        try:
            mine.append(here._get("outbox")["message"])
        except Empty:
            if last_look:
                break
    taken.put(mine)


def bind(home: Path, number: int) -> None:
    here = channel(home)
    for each in range(20):
        here._queue_bind("news", "", "", f"queue-{number}-{each}")
        here.get_table("news")


def run_all(jobs: list[Any]) -> None:
    for job in jobs:
        job.start()
    for job in jobs:
        job.join(60)
    assert [job.exitcode for job in jobs] == [0] * len(jobs)


def test_many_who_send_and_take_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    """kombu's own transport let a taker die of an empty file about once in 9,000 messages."""
    context = multiprocessing.get_context("fork")
    taken, all_sent = context.Queue(), context.Event()
    takers = [context.Process(target=take, args=(tmp_path, taken, all_sent)) for _ in range(TAKERS)]
    for taker in takers:
        taker.start()
    run_all([context.Process(target=send, args=(tmp_path, sender)) for sender in range(SENDERS)])
    all_sent.set()
    counted = Counter(message for _ in takers for message in taken.get(timeout=60))
    for taker in takers:
        taker.join(30)
    assert counted == Counter(f"{sender}-{number}" for sender in range(SENDERS) for number in range(EACH))
    assert list((tmp_path / "queue").iterdir()) == []


def test_many_who_bind_at_once_are_all_bound(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    run_all([context.Process(target=bind, args=(tmp_path, number)) for number in range(4)])
    bound = {row.queue for row in channel(tmp_path).get_table("news")}
    assert bound == {f"queue-{number}-{each}" for number in range(4) for each in range(20)}
