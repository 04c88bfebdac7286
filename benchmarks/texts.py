"""Rows as text: columns of cells to the bytes of a register, a share of the rows spoilt.

Takes columns of texts of equal length; gives bytes of whole lines. Convention owned here: a spoilt
row has one defect, drawn evenly from those of its register, and each of them rejects the row.
"""

from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers = npt.NDArray[np.int64]
Columns = dict[str, pa.StringArray]
Register = Literal["calls", "mail", "visits"]

SEPARATOR = ";"
CUT, LENGTHENED = "", "surplus"  # defects of a whole line: its first two cells, one cell more
# A defect: the column that is spoilt and what stands there instead, or one of the two above.
DEFECTS: Mapping[Register, tuple[tuple[str, str], ...]] = {
    "calls": (
        ("site", "inconnu"), ("debut", "31/02/2018 09:00:00"), ("debut", "2018/03/05 09:00"),
        ("ligne", "fax"), ("issue", "decroche"), ("attente_s", "douze"), ("duree_s", "86401"),
        (CUT, ""), (LENGTHENED, ""),
    ),
    "mail": (
        ("site", "inconnu"), ("recu_le", "31/02/2018"), ("recu_le", ""), ("canal", "fax"),
        ("nature", "plainte"), ("repondu_le", "01/01/1999"), ("repondu_le", "31/12/2099"),
        (CUT, ""), (LENGTHENED, ""),
    ),
    "visits": (
        ("site", "inconnu"), ("arrivee", "2018-02-30"), ("arrivee", ""), ("motif", "autre"),
        ("satisfaction", "bof"), ("effectif", "0"), ("effectif", "deux"),
        (CUT, ""), (LENGTHENED, ""),
    ),
}  # fmt: skip


def looked_up(words: list[str], places: Numbers) -> pa.StringArray:
    """Return the word at each place."""
    return pa.array(words, pa.string()).take(pa.array(places))


def lines(register: Register, columns: Columns, bad: Numbers, *, quoted: bool) -> bytes:
    """Return the lines of rows; `bad` holds the defect of each row, -1 for none."""
    held = dict(columns)
    for place, (column, text) in enumerate(DEFECTS[register]):
        if column in held:
            held[column] = pc.if_else(pa.array(bad == place), text, held[column])
    cells = [_quoted(one) if quoted else one for one in held.values()]
    whole = pc.binary_join_element_wise(*cells, SEPARATOR)
    kinds = {kind: place for place, (kind, _) in enumerate(DEFECTS[register])}
    cut = pc.binary_join_element_wise(*cells[:2], SEPARATOR)
    longer = pc.binary_join_element_wise(whole, "surplus", SEPARATOR)
    whole = pc.if_else(pa.array(bad == kinds[CUT]), cut, whole)
    whole = pc.if_else(pa.array(bad == kinds[LENGTHENED]), longer, whole)
    return _bytes(pc.binary_join_element_wise(whole, "\n", ""))


def _quoted(column: pa.StringArray) -> pa.StringArray:
    return pc.binary_join_element_wise('"', pc.replace_substring(column, '"', '""'), '"', "")


def _bytes(texts: pa.StringArray) -> bytes:
    """Return the texts one after the other, as Arrow holds them."""
    ends = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset :][: len(texts) + 1]
    return bytes(memoryview(texts.buffers()[2])[int(ends[0]) : int(ends[-1])])
