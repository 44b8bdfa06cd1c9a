"""Work in a copy of the process: what it may not do costs itself its end, and nobody else anything."""

import os
import signal
import socket
import tempfile
import time
from pathlib import Path

import pytest

from geo.apart import Cap, CutShortError, run_apart

CAP = Cap(memory=8_000_000_000, working_s=20, waiting_s=60, file=1_000_000)


def reason_of(work, cap: Cap = CAP, **options) -> str:
    with pytest.raises(CutShortError) as caught:
        run_apart(work, cap, **options)
    return caught.value.reason


def forever() -> bytes:
    while True:
        time.sleep(1)


def count() -> bytes:
    number = 0
    while True:
        number += 1


def fill() -> bytes:
    return bytes(10_000_000_000)


def change(cap: Cap = CAP, **values) -> Cap:
    return Cap(**{name: getattr(cap, name) for name in Cap.__slots__} | values)


def test_an_answer_comes_back_whole_with_what_it_took():
    answer = b"ab" * 3_000_000
    done = run_apart(lambda: answer, CAP)
    assert done.answer == answer
    assert done.megabytes > 1


def test_what_the_copy_changes_stays_with_the_copy():
    seen = []
    run_apart(lambda: bytes(seen.append(1) or b"x"), CAP)
    assert seen == []


def test_work_that_wants_ten_gigabytes_is_cut_short():
    assert reason_of(fill) == "memory"


def test_work_that_sleeps_forever_is_cut_short():
    assert reason_of(forever, change(waiting_s=0.3)) == "time"


def test_work_that_counts_forever_is_ended_by_the_system():
    assert reason_of(count, change(working_s=1)) == "time"


def test_work_that_nobody_wants_any_more_is_stopped():
    assert reason_of(forever, is_unwanted=lambda: True) == "stopped"


def test_an_answer_that_is_too_long_is_not_taken():
    assert reason_of(lambda: bytes(2_000_000), change(answer=1_000_000)) == "memory"


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(lambda: 1 // 0, id="an error"),
        pytest.param(lambda: os.kill(os.getpid(), signal.SIGSEGV), id="a crash"),
        pytest.param(lambda: os._exit(0), id="an end without a word"),
        pytest.param(lambda: "text", id="no bytes"),
    ],
)
def test_work_that_breaks_down_is_told_as_that(work, capfd):
    assert reason_of(work) == "broken"
    assert capfd.readouterr() == ("", "")


def children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def test_no_copy_is_left_behind():
    before, during = children(), set()
    reason_of(
        forever, change(waiting_s=0.2), is_unwanted=lambda: during.update(children()) or False
    )
    assert during - before
    assert not children() - before


def test_its_own_folder_is_all_that_it_may_write_into_and_is_emptied(tmp_path):
    def write() -> bytes:
        here = Path(tempfile.mkdtemp())
        (here / "a").write_bytes(b"a")
        try:
            (tmp_path / "b").write_bytes(b"b")
        except OSError:
            return str(here).encode()
        return b""

    said = run_apart(write, CAP).answer.decode()
    if not said and not (tmp_path / "b").exists():
        pytest.fail("it wrote nowhere and met no refusal")
    assert not (said and Path(said).exists())
    if said:
        assert not (tmp_path / "b").exists()


def test_a_file_that_grows_too_large_is_not_written():
    def write() -> bytes:
        with tempfile.TemporaryFile() as file:
            try:
                file.write(bytes(3_000_000))
                file.flush()
            except OSError as error:
                return str(error.errno).encode()
        return b"written"

    assert run_apart(write, CAP).answer != b"written"


def test_it_cannot_call_anybody():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        place = server.getsockname()

        def call() -> bytes:
            try:
                socket.create_connection(place).close()
            except PermissionError:
                return b"refused"
            return b"called"

        said = run_apart(call, CAP).answer
    if said == b"called":
        pytest.skip("this kernel does not refuse calls (Landlock since Linux 6.7)")
    assert said == b"refused"
