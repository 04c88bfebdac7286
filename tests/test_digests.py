"""Digests of whole columns at once are those of pandas' own SipHash, text by text."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from pandas.util import hash_array

from qualstat.exports import arrow
from qualstat.tallies.digests import digests
from qualstat.tallies.keys import KEY_LENGTH, new_key

KEY = "0123456789abcdef"
TEXTS = st.lists(st.text(max_size=40) | st.sampled_from(["", "é" * 8, "2018-0001", "x" * 300]))


@given(TEXTS, st.integers(0, 3))
def test_a_column_is_digested_as_its_texts_are(texts: list[str], start: int) -> None:
    texts = [text.encode(errors="replace").decode() for text in texts]
    expected = hash_array(np.array(texts, object), hash_key=KEY, categorize=False)
    found = digests(arrow.strings(texts).slice(start), KEY)
    assert found.tolist() == expected.view(np.int64)[start:].tolist()


def test_another_key_gives_other_digests() -> None:
    texts = arrow.strings(["2018-0001"])
    other = new_key()
    assert len(other) == KEY_LENGTH
    assert digests(texts, KEY)[0] != digests(texts, other)[0]
