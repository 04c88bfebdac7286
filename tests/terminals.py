"""Command lines run on a terminal: a pseudo-terminal stands for the user's."""

import os
import subprocess
import termios
import threading

from cli_runs import PROGRAM, ROOT, bare


def on_terminal(
    *words: str,
    rows: int = 24,
    env: dict[str, str] | None = None,
    stderr: bool = False,
) -> tuple[int, str, str]:
    """Run a command line whose stdout, or stderr, is a terminal; return status, stdout, stderr."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (rows, 100))
    said: list[bytes] = []

    def listen() -> None:
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the last writer left
                return
            if not part:
                return
            said.append(part)

    out, err = (subprocess.PIPE, theirs) if stderr else (theirs, subprocess.PIPE)
    running = subprocess.Popen(
        [*PROGRAM, *words], cwd=ROOT, env={**bare(), "TERM": "xterm", **(env or {})},
        stdin=subprocess.DEVNULL, stdout=out, stderr=err,
    )  # fmt: skip
    os.close(theirs)
    ear = threading.Thread(target=listen)
    ear.start()
    piped = running.communicate(timeout=120)[not stderr].decode()
    ear.join(timeout=30)
    os.close(ours)
    seen = b"".join(said).decode().replace("\r\n", "\n")
    return running.returncode, *((piped, seen) if stderr else (seen, piped))
