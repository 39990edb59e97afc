import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from newsroom.processes import ProcessGroup, stop_all
from tests.newsroom.processes import PROJECT, wait_until

pytestmark = pytest.mark.once

STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
]
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, time; subprocess.Popen(['sleep', '60']); time.sleep(60)",
]
RUN_TOGETHER = """
import sys
from newsroom.processes import run_together
sleep = ["sleep", "60"]
print(run_together({"one": sleep, "two": %s}, watch=lambda: None))
"""


def supervisor(second: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", RUN_TOGETHER % second],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )


def children(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children(recursive=True)


def test_a_group_ends_with_all_that_it_started():
    group = ProcessGroup(PARENT)
    assert wait_until(lambda: len(children(group.leader.pid)) == 1)
    (grandchild,) = children(group.leader.pid)

    stop_all([group])

    assert group.leader.returncode == -signal.SIGTERM
    assert not grandchild.is_running() or grandchild.status() == psutil.STATUS_ZOMBIE


def test_what_ignores_the_request_is_ended_by_force_after_the_grace_time():
    group = ProcessGroup(STUBBORN)
    time.sleep(0.5)  # until it ignores the signal; ending it sooner is no failure

    stop_all([group], grace_seconds=0.3)

    assert group.leader.returncode in {-signal.SIGKILL, -signal.SIGTERM}
    assert not group.is_alive()


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_them_all(signal_number):
    with supervisor("sleep") as running:
        assert wait_until(lambda: len(children(running.pid)) == 2)
        started = children(running.pid)

        os.kill(running.pid, signal_number)

        assert running.communicate(timeout=10)[0] == "None\n"
        assert not any(process.is_running() for process in started)


def test_when_one_ends_by_itself_the_others_end_too_and_it_is_named():
    with supervisor('[sys.executable, "-c", ""]') as running:
        assert running.communicate(timeout=20)[0] == "two\n"
