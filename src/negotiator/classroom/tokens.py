"""What lets somebody in: a class's code, a seat's token, the code to resume by, the teacher's
secret; and the pseudonyms that stand for names.

Nobody could guess a token or the secret, so a plain digest of them is kept. A code is short, to be
read out and typed; of it only a slow, salted digest is kept, and `guesses` limits wrong ones.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32 (https://www.crockford.com/base32.html), in which none looks like another."""
_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BETWEEN = re.compile(r"[\s\-–—_.]+")
CLASS_CODE, RESUME_CODE = 6, 8
"""How many letters a code has, of five bits each."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{27}")
_ROUNDS, _ROUNDS_OF_LONG = 20_000, 1_000
"""Of the slow digest: some milliseconds for a class's code, asked once. A resume code has a
thousand times as many values, so that fewer rounds make it harder still to guess; a digest is made
for each of thirty who join at once."""
_FIRST = (
    *("amber", "brave", "bright", "brisk", "calm", "clear", "copper", "coral", "crisp", "early"),
    *("fair", "gentle", "golden", "green", "hazel", "honest", "ivory", "jade", "keen", "kind"),
    *("late", "light", "lively", "mellow", "mild", "misty", "neat", "noble", "olive", "patient"),
    *("plain", "polite", "quick", "quiet", "rapid", "ready", "rosy", "rustic", "sandy", "silent"),
    *("silver", "smooth", "snowy", "solid", "steady", "sunny", "swift", "tidy", "warm", "wise"),
)
_SECOND = (
    *(
        "alder",
        "anchor",
        "aspen",
        "badger",
        "bamboo",
        "beacon",
        "birch",
        "bridge",
        "brook",
        "canoe",
    ),
    *("cedar", "cliff", "cloud", "comet", "crane", "curlew", "dune", "egret", "falcon", "fern"),
    *("ferry", "finch", "fjord", "harbor", "heron", "island", "juniper", "kite", "lantern", "lark"),
    *("lotus", "maple", "meadow", "otter", "pebble", "pine", "plover", "quartz", "reed", "river"),
    *(
        "robin",
        "sparrow",
        "spruce",
        "stork",
        "swallow",
        "thistle",
        "tide",
        "valley",
        "willow",
        "wren",
    ),
)


def token() -> str:
    """A new token that nobody could guess: 160 bits."""
    return secrets.token_urlsafe(20)


def token_hash(given: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(given.encode(errors="surrogateescape")).hexdigest()


def code(letters: int) -> str:
    """A new code of so many letters."""
    return "".join(secrets.choice(LETTERS) for _ in range(letters))


def resume_code(of: str) -> str:
    """The code by which somebody goes on in the seat of a token elsewhere; the token can't be had
    from it."""
    number = int.from_bytes(hashlib.sha256(b"resume" + of.encode()).digest()[:5], "big")
    return "".join(LETTERS[number >> 5 * at & 31] for at in range(RESUME_CODE))


def is_token(given: str) -> bool:
    """Whether this has the form of a token."""
    return _TOKEN.fullmatch(given) is not None


def tidied(typed: str) -> str:
    """A code as it was meant: capitals, without what stands between, and with the letters that were
    taken for others."""
    return _BETWEEN.sub("", typed[:100]).upper().translate(_MEANT)


def code_hash(typed: str, class_id: str) -> str:
    """What is kept of a code of a class."""
    meant = tidied(typed)
    rounds = _ROUNDS if len(meant) < RESUME_CODE else _ROUNDS_OF_LONG
    read = meant.encode(errors="surrogateescape")
    return hashlib.pbkdf2_hmac("sha256", read, class_id.encode(), rounds).hex()


def is_same(one: str, other: str) -> bool:
    """Whether two digests are the same; takes as long whichever of them differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def pseudonym(taken: Collection[str]) -> str:
    """Two words that nobody in the class has yet; with a number once there are very many."""
    for number in range(1, 1_000):
        for _ in range(100):
            words = f"{secrets.choice(_FIRST)} {secrets.choice(_SECOND)}"
            found = words if number == 1 else f"{words} {number}"
            if found not in taken:
                return found
    raise ValueError("a class has no room for so many seats")
