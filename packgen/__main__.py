"""`python -m packgen`."""

from packgen.cli.main import run

if __name__ == "__main__":
    run()
