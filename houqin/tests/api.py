"""A program that asks the API as one of the cast."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client

from houqin.kernel import clock
from houqin.kernel.access import Door
from houqin.kernel.access.actors import actor_for
from houqin.kernel.api.models import ApiToken
from houqin.kernel.api.tokens import issue, may_hold, new_key
from houqin.tests.people import World

ROOT = "/api/v1"


def key_of(world: World, who: str, *, scope: str = "write", records: tuple[str, ...] = (), days: int = 30) -> str:
    key = new_key(world.school.pk)
    actor = actor_for(world.people[who].user, world.school.pk, door=Door.PAGE)
    assert actor is not None
    issue(
        by=may_hold(actor), name="测试程序", scope=ApiToken.Scope(scope), expires_at=clock.now() + timedelta(days=days), key=key,
        records=list(records),
    )  # fmt: skip
    return key


@dataclass
class Program:
    """Sends JSON with a token; `send` gives the response, the short verbs its JSON."""

    key: str

    def send(self, method: str, path: str, body: Any = None, *, raw: bytes | None = None, **headers: str) -> Any:
        told = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        all_headers = {"Authorization": f"Bearer {self.key}"} | {k.replace("_", "-"): v for k, v in headers.items()}
        client = Client(raise_request_exception=True)
        return client.generic(method, ROOT + path, told, content_type="application/json", headers=all_headers)

    def get(self, path: str) -> Any:
        response = self.send("GET", path)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("POST", path, body, raw=None, **headers)


def program(world: World, who: str, **options: Any) -> Program:
    return Program(key_of(world, who, **options))
