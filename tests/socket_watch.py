"""Who a tree of processes speaks to.

Two ways of looking, for each misses something. Inside: this file lies in the watched environment, where a
``.pth`` imports it into every Python process, and it writes each address that Python asks for into the file
that SOCKET_LOG names, failed attempts and look-ups of names as well. Outside: `Watch` polls the connections
of the processes, those of compiled code too.
"""

from __future__ import annotations

import ipaddress
import json
import os
import socket
import sys
import threading
from pathlib import Path
from typing import Any

LOG = "SOCKET_LOG"
INTERNET = (socket.AF_INET, socket.AF_INET6)
_POLL_SECONDS = 0.1


def is_this_machine(host: str | None) -> bool:
    """Whether an address or a name is that of the machine itself."""
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _write_down(event: str, arguments: tuple[Any, ...]) -> None:
    match event:
        case "socket.connect" | "socket.sendto" | "socket.sendmsg" if (
            arguments[0].family in INTERNET and arguments[1]
        ):
            host = arguments[1][0]
        case "socket.getaddrinfo" | "socket.gethostbyname" | "socket.gethostbyaddr":
            host = arguments[0]
        case _:
            return
    line = json.dumps([event, host.decode() if isinstance(host, bytes) else host, sys.argv[:4]])
    descriptor = os.open(os.environ[LOG], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{line}\n".encode())
    os.close(descriptor)


if os.environ.get(LOG):
    sys.addaudithook(_write_down)


class Watch:
    """Watches a process and all below it while the block runs; `seen` and `strangers` tell what was met."""

    def __init__(self, pid: int, log: Path) -> None:
        self._pid, self._log = pid, log
        self._polled: set[str] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._poll)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _poll(self) -> None:
        import psutil  # the watched environment has none, and needs none

        while not self._over.wait(_POLL_SECONDS):
            try:
                root = psutil.Process(self._pid)
                tree = [root, *root.children(recursive=True)]
            except psutil.NoSuchProcess:
                continue
            for process in tree:
                try:
                    connections = process.net_connections("inet")
                except (psutil.NoSuchProcess, psutil.AccessDenied):
                    continue
                self._polled |= {c.raddr.ip for c in connections if c.raddr}

    @property
    def seen(self) -> list[tuple[str, str | None, Any]]:
        """How, whom, and by which command."""
        lines = self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
        logged = [tuple(json.loads(line)) for line in lines]
        return [*logged, *(("connection", ip, None) for ip in sorted(self._polled))]

    @property
    def strangers(self) -> list[tuple[str, str | None, Any]]:
        """What of `seen` is not this machine."""
        return [(how, host, who) for how, host, who in self.seen if not is_this_machine(host)]
