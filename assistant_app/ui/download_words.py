"""Words for how a download stands."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from assistant_app.error_text import error_text
from assistant_app.tasks.time_left import rounded_s
from assistant_app.ui.download import Download, DownloadState
from assistant_app.ui.model_facts import size_text


def state_text(download: Download) -> str:
    """One or two words, with the share that is done where it is known."""
    match download.state:
        case DownloadState.WAITING:
            return QCoreApplication.translate("Downloads", "Waiting…")
        case DownloadState.RUNNING if download.is_checking:
            return QCoreApplication.translate("Downloads", "Checking…")
        case DownloadState.RUNNING:
            return _shared(QCoreApplication.translate("Downloads", "Downloading"), download)
        case DownloadState.PAUSING:
            return QCoreApplication.translate("Downloads", "Pausing…")
        case DownloadState.PAUSED:
            return _shared(QCoreApplication.translate("Downloads", "Paused"), download)
        case DownloadState.FAILED:
            return _shared(QCoreApplication.translate("Downloads", "Broken off"), download)
        case DownloadState.DISCARDING:
            return QCoreApplication.translate("Downloads", "Throwing away…")
        case _:
            assert_never(download.state)


def download_text(download: Download) -> str:
    """The whole line: state, how much, how fast, how long still, or why it was broken off."""
    if download.state is DownloadState.FAILED and download.error is not None:
        return error_text(download.error, QCoreApplication.translate)
    parts = [state_text(download)]
    if download.total_bytes:
        amount = QCoreApplication.translate("Downloads", "{done} of {total}")
        parts.append(
            amount.format(
                done=size_text(download.done_bytes), total=size_text(download.total_bytes)
            )
        )
    if download.state is DownloadState.RUNNING:
        if download.bytes_per_s:
            speed = QCoreApplication.translate("Downloads", "{speed} a second")
            parts.append(speed.format(speed=size_text(round(download.bytes_per_s))))
        if download.left_s is not None:
            parts.append(_left_text(rounded_s(download.left_s)))
    return " · ".join(parts)


def _shared(word: str, download: Download) -> str:
    fraction = download.fraction
    return word if fraction is None else f"{word} {fraction:.0%}"


def _left_text(seconds: int) -> str:
    if seconds < 60:
        text = QCoreApplication.translate("Downloads", "about {seconds} s left")
        return text.format(seconds=seconds)
    if seconds < 3600:
        text = QCoreApplication.translate("Downloads", "about {minutes} min left")
        return text.format(minutes=-(-seconds // 60))
    text = QCoreApplication.translate("Downloads", "about {hours} h left")
    return text.format(hours=-(-seconds // 3600))
