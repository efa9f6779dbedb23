"""Whether tests that repeat the same thing many times do so in full: `make soak` does, `make test` has ten minutes."""

import os

SOAK = os.environ.get("PACKGEN_SOAK") == "1"
