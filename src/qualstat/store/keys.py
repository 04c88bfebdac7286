"""Keys: the secret under which references become digests.

Takes the path of a store; gives its key. Conventions owned here: the key stands in a file of its
own beside the store, readable by its owner alone (P1); the store holds only what tells whether it
is the right one.
"""

import hashlib
import os
from pathlib import Path

from qualstat.tallies.keys import KEY_LENGTH, new_key

ENDING = ".key"
RIGHTS = 0o600


def key_file(store: Path) -> Path:
    """Return where the key of a store is."""
    return store.with_name(store.name + ENDING)


def read_key(store: Path) -> str:
    """Return the key of a store; empty where there is none that can be used."""
    return text_of(key_file(store))


def text_of(place: Path) -> str:
    """Return the key that a file holds; empty where it holds none that can be used."""
    try:
        text = place.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return text if len(text) == KEY_LENGTH else ""


def make_key(store: Path) -> str:
    """Write a new key beside a store, and return it."""
    key = new_key()
    write_key(store, key)
    return key


def write_key(store: Path, key: str) -> None:
    """Write a key beside a store, whole or not at all."""
    place = key_file(store)
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, RIGHTS)
    with os.fdopen(number, "w", encoding="ascii") as stream:
        stream.write(key + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(place)


def check_of(key: str) -> str:
    """Return what tells a key from any other, without telling the key."""
    return hashlib.blake2b(b"qualstat", key=key.encode("ascii"), digest_size=16).hexdigest()
