"""What stayed, when a list comes back changed."""

from toolkit.matching import match


def matched(new, old):
    return match(new, old, key=str.casefold, text=str)


def test_the_same_are_matched_whatever_their_order():
    assert matched(["b", "a"], ["A", "B"]) == ["B", "A"]


def test_each_old_one_is_used_once():
    assert matched(["a", "a", "a"], ["a", "A"]) == ["a", "A", None]


def test_the_most_similar_comes_first():
    old = ["faire durer l’action", "faire durer"]
    assert matched(["faire durer les actions"], old) == ["faire durer l’action"]


def test_the_unlike_are_new():
    assert matched(["mobiliser"], ["évaluer"]) == [None]
