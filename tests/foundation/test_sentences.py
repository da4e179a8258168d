"""A sentence is a message id with values; a refusal says one to a person."""

from __future__ import annotations

import pytest

from foundation.errors import Forbidden, Invalid, Missing, Refusal, Refused
from foundation.sentences import Sentence


class ListClosed(Refused):
    sentence = Sentence("The list closed at {time}.")
    next_step = Sentence("File in writing until {until}.")


def test_a_sentence_speaks_english_by_itself():
    assert str(Sentence("The list closed at {time}.", time="18:00")) == "The list closed at 18:00."


def test_values_never_become_part_of_the_message_id():
    assert Sentence("Room {room}", room="{time}").text == "Room {room}"


def test_sentences_with_the_same_words_and_values_are_equal():
    one, same, other = (Sentence("Room {room}", room=room) for room in ("A", "A", "B"))

    assert (one == same, one == other, hash(one) == hash(same)) == (True, False, True)
    assert one != "Room A"


def test_more_values_make_another_sentence():
    bare = Sentence("From {start} to {end}", start="10:00")

    full = bare.with_values(end="13:00")

    assert str(full) == "From 10:00 to 13:00"
    assert dict(bare.values) == {"start": "10:00"}


def test_values_can_not_be_changed_afterwards():
    with pytest.raises(TypeError):
        Sentence("Room {room}", room="A").values["room"] = "B"  # type: ignore[index]


def test_a_refusal_fills_its_sentence_and_its_next_step():
    refusal = ListClosed(time="18:00", until="Friday")

    assert (str(refusal), str(refusal.next_step)) == ("The list closed at 18:00.", "File in writing until Friday.")


def test_a_refusal_leaves_the_sentence_of_its_kind_alone():
    ListClosed(time="18:00", until="Friday")

    assert dict(ListClosed.sentence.values) == {}


def test_each_kind_of_refusal_has_its_status():
    statuses = {kind.__name__: kind.status for kind in (Refusal, Missing, Forbidden, Refused, Invalid)}

    assert statuses == {"Refusal": 400, "Missing": 404, "Forbidden": 403, "Refused": 409, "Invalid": 422}
