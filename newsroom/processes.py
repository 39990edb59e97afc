"""Run several programs side by side, and end them all together."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE_SECONDS = 6.0
POLL_SECONDS = 0.1


class ProcessGroup:
    """One program and all that it starts, in a session of their own.

    Ctrl-C in the terminal therefore reaches only us, and we pass it on once, to all of them.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.leader = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)

    def send(self, signal_number: int) -> None:
        """Send a signal to the program and to all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.leader.pid, signal_number)

    def is_alive(self) -> bool:
        """Whether any process of the group is left."""
        self.leader.poll()  # so that a leader that ended is not counted
        try:
            os.killpg(self.leader.pid, 0)
        except ProcessLookupError:
            return False
        return True


def stop_all(groups: Sequence[ProcessGroup], grace_seconds: float = GRACE_SECONDS) -> None:
    """Ask every group to end, and end by force what is left after the grace time."""
    for group in groups:
        group.send(signal.SIGTERM)
    deadline = time.monotonic() + grace_seconds
    while any(group.is_alive() for group in groups) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    for group in groups:
        group.send(signal.SIGKILL)
        group.leader.wait()


def run_together(commands: Mapping[str, Sequence[str]], watch: Callable[[], None]) -> str | None:
    """Run the commands until one of them ends or we are told to stop; then end them all.

    `watch` is called again and again meanwhile. Returns the name of the command that ended by
    itself, or None where we were told to stop.
    """
    asked_to_stop: list[int] = []
    for signal_number in STOP_SIGNALS:
        signal.signal(signal_number, lambda number, _frame: asked_to_stop.append(number))
    groups: dict[str, ProcessGroup] = {}
    try:
        for name, command in commands.items():
            groups[name] = ProcessGroup(command)
        while not asked_to_stop:
            for name, group in groups.items():
                if group.leader.poll() is not None:
                    return name
            watch()
            time.sleep(POLL_SECONDS)
        return None
    finally:
        stop_all(list(groups.values()))
