"""Headless Chromium, spoken to over a pipe (Chrome DevTools Protocol): no driver, no port, no package."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
from base64 import b64decode
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["BROWSER", "Tab"]

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --remote-debugging-pipe"
)

PATIENCE = 120
"""Seconds that an answer may take."""


class Tab:
    """One tab of a browser."""

    def __init__(self, profile: Path) -> None:
        self._in, out = os.pipe()
        into, self._out = os.pipe()
        high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (into, out)]
        nowhere = os.open(os.devnull, os.O_RDWR)
        ends = ((nowhere, 0), (nowhere, 1), (nowhere, 2), (high[0], 3), (high[1], 4))  # it reads from 3 and writes to 4
        self._process = os.posix_spawn(
            str(BROWSER),
            ["chromium", *FLAGS.split(), f"--user-data-dir={profile}", "about:blank"],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, *pair) for pair in ends],
        )
        for end in (into, out, nowhere, *high):
            os.close(end)
        self._buffer = b""
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = next(one for one in self.call("Target.getTargets")["targetInfos"] if one["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the browser's answer to a command; what it tells meanwhile is kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], PATIENCE)
            assert ready, f"the browser said nothing for {PATIENCE} seconds"
            part = os.read(self._in, 1 << 20)
            assert part, "the browser went away"
            self._buffer += part
        message, _, self._buffer = self._buffer.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        return told

    def open(self, place: Path, *, width: int = 1280, scheme: str = "light", media: str = "screen") -> None:
        """Load a file and wait until it is there."""
        self.events.clear()
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.call(
            "Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}]
        )
        self.call("Page.navigate", url=place.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def ask(self, expression: str) -> Any:
        """Return what an expression comes to on the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def picture(self, form: str = "png", height: int | None = None) -> bytes:
        """Return a picture of the page, of all of it or of so many pixels from its top."""
        size = self.ask("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        clip = {"x": 0, "y": 0, "width": size[0], "height": height or size[1], "scale": 1}
        return b64decode(
            self.call("Page.captureScreenshot", format=form, captureBeyondViewport=True, clip=clip)["data"]
        )

    @property
    def complaints(self) -> list[Any]:
        """What the console was told."""
        told = {"Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded", "Page.javascriptDialogOpening"}
        return [event for event in self.events if event.get("method") in told]

    @property
    def requests(self) -> list[str]:
        """What was asked for."""
        sent = (event for event in self.events if event.get("method") == "Network.requestWillBeSent")
        return [event["params"]["request"]["url"] for event in sent]

    def close(self) -> None:
        """End the browser."""
        self._session = None
        self.call("Browser.close")
        os.waitpid(self._process, 0)
        os.close(self._in)
        os.close(self._out)
