"""Write anew what each bundled topic says only once: ``python -m tests.facts``. Check every line that changes."""

from __future__ import annotations

from tests.facts.agreement import without_witness
from tests.facts.topics import listed, topics

for name, topic in topics().items():
    listed(name).write_text("".join(f"{line}\n" for line in sorted(without_witness(topic))), encoding="utf-8")
