"""Are the system's libraries there that Qt needs? Wheels bring everything but these.

    python packaging/system_libraries.py            say what is missing, exit 1
    python packaging/system_libraries.py --install  install it (Debian and Ubuntu, as root)

Linux only; elsewhere Qt needs nothing more. Runs on a bare Python, before anything is installed.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""Library to Debian package, for any window, an unseen one included."""

WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
"""Further ones for a window on a Wayland display."""

X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Further ones for a window on an X11 display."""


def main(arguments: list[str]) -> int:
    if not sys.platform.startswith("linux"):
        return 0
    missing = missing_packages(os.environ)
    if missing and "--install" in arguments:
        install(missing)
        missing = missing_packages(os.environ)
    if missing:
        print(
            "Qt needs system libraries that are not here. On Debian or Ubuntu:\n\n"
            f"    sudo apt-get install {' '.join(missing)}\n\n"
            "On another Linux, install the packages that hold: "
            + ", ".join(library for library, package in wanted(os.environ) if package in missing),
            file=sys.stderr,
        )
        return 1
    return 0


def wanted(environ: os._Environ[str]) -> list[tuple[str, str]]:
    """(library, package) for the display that there is."""
    if environ.get("WAYLAND_DISPLAY"):
        return [*ALWAYS.items(), *WAYLAND.items()]
    if environ.get("DISPLAY"):
        return [*ALWAYS.items(), *X11.items()]
    return list(ALWAYS.items())


def missing_packages(environ: os._Environ[str]) -> list[str]:
    return [package for library, package in wanted(environ) if not loads(library)]


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install(packages: list[str]) -> None:
    """With apt-get, if there is one and we may; otherwise nothing happens."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=environ, check=False)
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    subprocess.run(command, env=environ, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
