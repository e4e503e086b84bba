"""Actors without a session: behind a token, for a reminder. The kernel knows no people, so the foundation hands it the functions.

`foundation/actors.py` calls the three `register_…` when Django starts.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from houqin.kernel.access.actor import Actor, Door


class Builder(Protocol):
    def __call__(self, user: Any, school_id: int, *, door: Door, device: str = "") -> Actor | None: ...


class KeyReader(Protocol):
    def __call__(self, school_id: int, digest: str, *, device: str = "") -> "tuple[Any, Actor] | None": ...


class Roll(Protocol):
    def __call__(self, school_id: int) -> Iterable[Actor]: ...


_builders: list[Builder] = []
_rolls: list[Roll] = []
_key_readers: list[KeyReader] = []


def register_builder(build: Builder) -> Builder:
    """`build` answers who an account is in a school: None when it has no place there (any more)."""
    _builders[:] = [build]
    return build


def register_key_reader(read: KeyReader) -> KeyReader:
    """`read` answers which token of a digest still serves and whom it speaks for, in one query: it stands before every call of a program."""
    _key_readers[:] = [read]
    return read


def bearer_of(school_id: int, digest: str, *, device: str = "") -> tuple[Any, Actor] | None:
    return next((read(school_id, digest, device=device) for read in _key_readers), None)


def register_roll(roll: Roll) -> Roll:
    """`roll` gives an actor for everybody of a school who can sign in."""
    _rolls[:] = [roll]
    return roll


def actor_for(user: Any, school_id: int, *, door: Door, device: str = "") -> Actor | None:
    return next((build(user, school_id, door=door, device=device) for build in _builders), None)


def members_of(school_id: int) -> Iterator[Actor]:
    for roll in _rolls:
        yield from roll(school_id)
