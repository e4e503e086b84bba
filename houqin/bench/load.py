"""Eight clients that ask as fast as they are answered, over connections that stay open, in one thread: little of the machine is theirs."""

import http.client
import selectors
import socket
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

CLIENTS = 8
END = b"\r\n\r\n"
PATIENCE = 30.0


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One request, asked again and again of the server at `port`."""

    port: int
    path: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def raw(self) -> bytes:
        told = (("Host", f"127.0.0.1:{self.port}"), *self.headers)
        if self.body:
            told += (("Content-Type", "application/json"), ("Content-Length", str(len(self.body))))
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in told)]
        return "\r\n".join(lines).encode() + END + self.body


class Unanswered(RuntimeError):
    pass


@dataclass(slots=True)
class _Client:
    link: socket.socket
    got: bytearray = field(default_factory=bytearray)

    def is_answered(self) -> bool:
        """Reads what is there; True when the answer is whole. The next one starts with nothing read."""
        part = self.link.recv(262_144)
        if not part:
            raise Unanswered("the server closed the connection")
        self.got += part
        end = self.got.find(END)
        if end < 0:
            return False
        head = bytes(self.got[:end]).decode("latin-1").lower()
        length = int(head.split("\r\ncontent-length:", 1)[1].split("\r\n", 1)[0])
        if len(self.got) < end + len(END) + length:
            return False
        if head.split(" ", 2)[1][0] != "2":
            raise Unanswered(f"{head.splitlines()[0]}: {bytes(self.got[end : end + 300]).decode(errors='replace')}")
        self.got.clear()
        return True


def once(ask: Ask) -> bytes:
    """The body of one answer."""
    link = http.client.HTTPConnection("127.0.0.1", ask.port, timeout=PATIENCE)
    headers = dict(ask.headers) | ({"Content-Type": "application/json"} if ask.body else {})
    link.request(ask.method, ask.path, ask.body or None, headers)
    answer = link.getresponse()
    body = answer.read()
    link.close()
    if answer.status // 100 != 2:
        raise Unanswered(f"{ask.method} {ask.path}: {answer.status} {body[:300].decode(errors='replace')}")
    return body


def seconds_a_request(ask: Ask, seconds: float, clients: int = CLIENTS) -> float:
    """Wall time over answers, with all clients asking at once; ends when each has its last answer."""
    raw, answers, asking = ask.raw, 0, clients
    with selectors.DefaultSelector() as waiting:
        links = [socket.create_connection(("127.0.0.1", ask.port), PATIENCE) for _ in range(clients)]
        try:
            for link in links:
                link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                waiting.register(link, selectors.EVENT_READ, _Client(link))
            began = time.perf_counter()
            for link in links:
                link.sendall(raw)
            while asking:
                ready = waiting.select(PATIENCE)
                if not ready:
                    raise Unanswered(f"{ask.path}: no answer within {PATIENCE:.0f} s")
                for key, _ in ready:
                    if not key.data.is_answered():
                        continue
                    answers += 1
                    if time.perf_counter() - began < seconds:
                        key.data.link.sendall(raw)
                    else:
                        asking -= 1
            return (time.perf_counter() - began) / answers
        finally:
            for link in links:
                link.close()


def side_by_side(asks: Sequence[Ask], *, rounds: int = 7, seconds: float = 0.8) -> list[float]:
    """Median cost of each, asked in turn in many short rounds, so that a busy moment of the machine meets them alike."""
    costs: list[list[float]] = [[] for _ in asks]
    for ask in asks:
        seconds_a_request(ask, 0.4)
    for _ in range(rounds):
        for ask, found in zip(asks, costs, strict=True):
            found.append(seconds_a_request(ask, seconds))
    return [statistics.median(found) for found in costs]
