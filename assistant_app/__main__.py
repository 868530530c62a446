"""``deskhand``: the window without arguments, a command with them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from assistant_app import __version__

OFFLINE = "--offline"
"""Before a command, or alone for the window: nothing of this run may touch the network."""


def main() -> int:
    """Run what ``sys.argv`` asks for and return the exit code."""
    try:
        return _run()
    except KeyboardInterrupt:
        # While libraries are being imported; a command that is at work ends by itself.
        if sys.stderr is not None:
            sys.stderr.write("deskhand: stopped\n")
        return 130


def _run() -> int:
    arguments = sys.argv[1:]
    # Imports stand in the branches: a version number must not wait for a command line library,
    # nor a command for the window.
    if arguments == ["--version"]:
        sys.stdout.write(f"deskhand {__version__}\n")
        return 0
    if arguments == [OFFLINE]:
        return window(arguments)
    if arguments:
        from assistant_app.cli.main import main as run_command

        return run_command(arguments)
    return window([])


def window(files: Sequence[str] | None = None) -> int:
    """Open the window with ``files``, by default those that ``sys.argv`` names."""
    if not _has_display():
        sys.stderr.write(
            "deskhand: there is no display to open the window on. 'deskhand --help' lists the "
            "commands that need none, and 'deskhand demo' shows the window as pictures.\n"
        )
        return 1
    if sys.platform == "win32":
        # On Windows its DLLs only load when it comes before Qt (microsoft/onnxruntime#26127).
        import onnxruntime  # noqa: F401
    from assistant_app.app import main as open_window

    return open_window(files)


def _has_display() -> bool:
    """Qt aborts the process when there is none. Elsewhere than on Linux there always is one."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
