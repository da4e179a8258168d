"""The same content, the same fingerprint (R34)."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from foundation.fingerprints import canonical, fingerprint

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def test_keys_are_sorted_and_no_space_stands_between_tokens():
    assert canonical({"b": [1, 2], "a": None}) == '{"a":null,"b":[1,2]}'


def test_white_space_in_texts_is_collapsed():
    assert canonical("  Opening \n\t of   the Forum ") == '"Opening of the Forum"'


def test_composed_and_decomposed_letters_are_the_same():
    assert fingerprint("Gene\u0300ve") == fingerprint("Gen\u00e8ve")


def test_a_fingerprint_is_sha_256_over_the_canonical_octets():
    assert fingerprint({"é": 1}) == sha256('{"é":1}'.encode()).hexdigest()


def test_a_tuple_is_a_list_and_a_key_is_its_words():
    assert canonical({1: (1, 2)}) == canonical({"1": [1, 2]})


@given(plain)
def test_a_canonical_form_is_its_own_canonical_form(value: object):
    assert canonical([value]) == canonical([value])


@given(st.dictionaries(st.text(alphabet="abcé ", max_size=6), plain, max_size=6))
def test_the_order_of_keys_does_not_matter(value: dict[str, object]):
    assert fingerprint(value) == fingerprint(dict(reversed(value.items())))


@given(st.text(), st.text())
def test_texts_that_read_differently_differ(one: str, other: str):
    assert (fingerprint(one) == fingerprint(other)) == (canonical(one) == canonical(other))
