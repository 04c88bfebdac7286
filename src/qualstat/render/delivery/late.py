"""What is late to arrive, and whom to ask for it: one sentence a person.

Takes a `Delivery`; gives sentences. Conventions owned here: what one person keeps is asked for
together, sites and months alike in one breath; what came and cannot be used is to be mended first;
what is put off to the next run is not asked for.
"""

from collections.abc import Iterator, Sequence

from qualstat.deliveries import Delivery
from qualstat.maps import Map, Row
from qualstat.registers import REGISTERS
from qualstat.render import received, words
from qualstat.render.language import translate
from qualstat.render.mapped import names

Key = tuple[str, tuple[int, ...]]  # register, months


def late(delivery: Delivery) -> Iterator[str]:
    """Yield what is to be mended, then what is to be asked for."""
    held = delivery.map
    missing = [row for row in held.rows if row.whole and row.months("missing")]
    came = {one.register: [other for other in held.received if other.register == one.register]
            for one in missing}  # fmt: skip
    for name, files in came.items():
        if files and not any(one.why == "put_off" for one in files):
            rows = [row for row in missing if row.register == name]
            yield translate("{register}: {came}; {mend}.", register=names.register(rows[0]),
                            came=received.said(files), mend=received.mend())  # fmt: skip
            yield translate("Only if it still lacks afterwards: {what}.", what=_what(held, rows))
    keepers: dict[str, list[Row]] = {}
    for row in missing:
        if not came[row.register]:
            keepers.setdefault(held.held_by.get((row.site, row.register), ""), []).append(row)
    for keeper, rows in keepers.items():
        yield _asked(held, keeper, rows)


def _asked(held: Map, keeper: str, rows: Sequence[Row]) -> str:
    what = _what(held, rows)
    if keeper:
        return translate("Ask {keeper}: {what}.", keeper=words.typography(keeper), what=what)
    return translate("Ask those who keep them (“held_by” of the sites does not say who): {what}.",
                     what=what)  # fmt: skip


def _what(held: Map, rows: Sequence[Row]) -> str:
    """Return registers by sites and months: `calls of Aix and Arles, Nov-Dec 2018`."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault((row.register, tuple(row.months("missing"))), []).append(row)
    return words.listed(
        translate("{register} of {site}, {months} ({files})", register=names.register(own[0]),
                  site=", ".join(names.site(held, row) for row in own),
                  months=names.months(months), files=REGISTERS[register].pattern)
        for (register, months), own in found.items()
    )  # fmt: skip
