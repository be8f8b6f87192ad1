"""The driver finds the graph, finds it again, and says plainly when it cannot."""

from network.graph import driver


def test_it_answers(graph):
    assert driver.read("ping") == [{"one": 1}]
