"""Each promise of the front page leads to how it is kept."""

import re

from django.test import Client

from network.today.promises import FAIR_PLAY, PRIVACY


def test_each_promise_leads_to_how_it_is_kept(client: Client) -> None:
    home, kept = (client.get(path).content.decode() for path in ("/", "/promises/"))
    anchors = re.findall(r'href="/promises/#([\w-]+)"', home)
    assert anchors == [promise.key for promise in (*FAIR_PLAY, *PRIVACY)]
    for promise in (*FAIR_PLAY, *PRIVACY):
        assert str(promise.words) in home
        assert f'id="{promise.key}"' in kept
        assert str(promise.kept) in kept


def test_they_take_no_query(client: Client) -> None:
    """No database mark: a query here would fail the test."""
    assert client.get("/promises/").status_code == 200
