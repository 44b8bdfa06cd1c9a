"""What the worst files cost that a visitor may bring: each read as the page reads it, in a capped copy."""

from collections.abc import Iterator

from geo.apart import CutShortError, run_apart
from geo.brought import BUDGET
from geo.brought.surgery import MEMORY
from geo.brought.ward import warm_up
from geo.doctor import diagnose
from geo.doctor.capped import cap_of
from tests.benchmarks.figures import Figure
from tests.doctor.worst import WORST

PART = "The worst files"
LAW_S = 2.0


def measure(*, quick: bool) -> Iterator[Figure]:
    """Measure processor time and the peak of memory of each; of every fifth, if it is to be quick."""
    warm_up()
    for title, name, make in WORST[:: 5 if quick else 1]:
        data = make()
        cap = cap_of(len(data), BUDGET, memory=MEMORY)

        def read(name: str = name, data: bytes = data) -> bytes:
            diagnosis = diagnose(name, data, budget=BUDGET)
            code = diagnosis.findings[0].code if diagnosis.findings else ""
            return f"{diagnosis.verdict}: {code}".encode()

        label = f"{title} ({len(data) / 1e6:.1f} MB)"
        try:
            done = run_apart(read, cap)
        except CutShortError as error:
            note = f"stopped by its cap: {error.reason}"
            yield Figure(PART, label, "s", (float(cap.working_s),), budget=LAW_S, note=note)
            continue
        yield Figure(PART, label, "s", (done.seconds,), budget=LAW_S, note=done.answer.decode())
        yield Figure(PART, f"{label}: peak memory", "MB", (done.megabytes,))
