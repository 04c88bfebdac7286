"""Keys: the secrets under which references become digests.

Takes nothing; gives new keys. Convention owned here: it loads nothing heavy, for a run that finds
nothing new asks a store about its key.
"""

import secrets

KEY_LENGTH = 16  # characters of six bits each, as SipHash takes them


def new_key() -> str:
    """Return a new secret key."""
    return secrets.token_urlsafe(KEY_LENGTH)[:KEY_LENGTH]
