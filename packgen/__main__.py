"""`python -m packgen`, and the command `packgen`."""

import os
import signal


def main() -> None:
    """Run packgen and exit. Ctrl-C ends it quietly from the very beginning, while modules are imported."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else whoever started packgen lets it be ignored
        signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    from packgen.cli.main import run

    run()


if __name__ == "__main__":
    main()
