"""The door: `phaen` and `python -m generator`. It answers Ctrl-C before anything else is loaded."""

from __future__ import annotations

import os

from generator.commands import stopping, streams


def main() -> None:
    """Run the command line; Ctrl-C at any moment, once or twice, is a Thai line and exit 130."""
    stopping.at_once()  # while the commands load, which takes half a second: nothing is begun yet
    streams.set_up(os.environ)
    try:
        from generator.cli import main as run  # noqa: PLC0415  # what takes that long

        stopping.tidily()
        run()
    except KeyboardInterrupt:
        stopping.end()


if __name__ == "__main__":
    main()
