"""Crews: who reads the registers.

Takes nothing; gives a `Crew`. Convention owned here: whoever reads, the result is the same.
"""

from msgspec import Struct


class Crew(Struct, frozen=True):
    """So many processes of this machine, or the workers of the scheduler at an address.

    `ahead` names the modules that whoever asks will need next: they are loaded while others read.
    """

    jobs: int = 1
    scheduler: str = ""
    ahead: tuple[str, ...] = ()


ALONE = Crew()
