"""A server that is killed while phones report to it, and the phones that try again until they are answered."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from houqin.tests.programs import PATIENCE, houqin, last_line, python

PHONES = 4
API = "/api/v1/repairs/orders/"
SERVE = "import sys, django; django.setup(); from houqin.config.serving import Web, web_options; Web(web_options('127.0.0.1', int(sys.argv[1]))).run()"
SET_UP = """
import django, json; django.setup()
from datetime import timedelta
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from houqin.kernel import clock
from houqin.kernel.api.models import ApiToken
from houqin.kernel.api.tokens import issue, new_key
from houqin.tests.people import actor_of, make_world
world = make_world()
key = new_key(world.school.pk)
expires_at = clock.now() + timedelta(days=1)
issue(by=actor_of(world, "mira"), name="手机", scope=ApiToken.Scope.WRITE, expires_at=expires_at, key=key, records=[])
print(json.dumps([key, world.room.pk]))
"""
ROWS = """
import django, json; django.setup()
from houqin.areas.repairs.models import RepairOrder
print(json.dumps([[row.pk, row.number, row.fault] for row in RepairOrder.objects.order_by("pk")]))
"""


class House:
    """The data, and the server on it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port: int = one.getsockname()[1]
        self.token, self.place = json.loads(self.python(SET_UP))
        self._serve()

    def python(self, code: str) -> str:
        return last_line(python("-c", code, on=self.environment))

    def rows(self) -> list[tuple[int, str, str]]:
        return [(pk, number, fault) for pk, number, fault in json.loads(self.python(ROWS))]

    def verify(self) -> subprocess.CompletedProcess[str]:
        return houqin("verify", on=self.environment)

    def _serve(self) -> None:
        words = [sys.executable, "-c", SERVE, str(self.port)]
        self._server = subprocess.Popen(words, env=self.environment, start_new_session=True, stderr=subprocess.DEVNULL)
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    return
            except OSError:
                time.sleep(0.02)
        raise AssertionError("the server does not start")

    def kill(self, *, whole: bool) -> None:
        """kill -9 the process that answers, which the server starts again; or the whole server, which is then started anew."""
        if whole:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._serve()
            return
        children = Path(f"/proc/{self._server.pid}/task/{self._server.pid}/children").read_text().split()
        for pid in children:
            os.kill(int(pid), signal.SIGKILL)

    def close(self) -> None:
        os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()


class Phones:
    """Each reports one fault after the other; a report that was not answered is sent again under its key."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.answered: dict[str, tuple[int, str]] = {}
        """fault → id and number, as the server acknowledged them."""
        self.sent_again = 0
        self.strange: list[str] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._report_on, args=(n,)) for n in range(PHONES)]

    def start(self) -> None:
        for one in self._threads:
            one.start()

    def stop(self) -> None:
        """Ends when every report under way has been answered."""
        self._stop.set()
        for one in self._threads:
            one.join(60)
        assert not any(one.is_alive() for one in self._threads), "a report is never answered"

    def _report_on(self, phone: int) -> None:
        n = 0
        while not self._stop.is_set():
            fault = f"第{phone}部手机第{n}次报修，台盆水管漏水"
            while (made := self._sent(fault, key=f"phone-{phone}-{n}")) is None:
                self.sent_again += 1
                time.sleep(0.05)
            self.answered[fault] = (made["id"], made["number"])
            n += 1

    def _sent(self, fault: str, *, key: str) -> dict[str, Any] | None:
        link = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=30)
        headers = {
            "Authorization": f"Bearer {self.house.token}", "Content-Type": "application/json", "Idempotency-Key": key,
        }  # fmt: skip
        try:
            link.request("POST", API, json.dumps({"place": self.house.place, "fault": fault}), headers)
            answer = link.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            link.close()
        if answer.status != 201:
            self.strange.append(f"{answer.status} {body.decode()[:300]}")
            return None
        made: dict[str, Any] = json.loads(body)
        return made


def killed_often(house: House, *, times: int) -> Phones:
    """Every fifth time the whole server, else the process that answers."""
    dice, phones = random.Random(11), Phones(house)
    phones.start()
    try:
        for n in range(times):
            before, give_up = len(phones.answered), time.monotonic() + 30
            while len(phones.answered) < before + 3 and time.monotonic() < give_up:
                time.sleep(0.01)
            time.sleep(dice.uniform(0.05, 0.4))
            house.kill(whole=n % 5 == 4)
    finally:
        phones.stop()
    return phones
