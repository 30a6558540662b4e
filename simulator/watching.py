"""Files that are being edited: look again as soon as one of them has been saved."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchfiles.main import FileChange

# A save is often several writes; after so many milliseconds without another one it counts as done.
QUIET_MS = 20
DEBOUNCE_MS = 200
# An include that is missing yet may be saved at any moment, so every such file beside the known ones counts.
SUFFIXES = (".yaml", ".yml")
# Where the system tells of no changes (network drives), the files' times are compared this often.
COMPARE_MS = 1_000

Stamps = Mapping[Path, tuple[int, int, int] | None]


def follow(files: Iterable[Path], look: Callable[[], Iterable[Path]], stop: Event) -> None:
    """Call `look` now and after each change of the files that it names, until `stop` is set. Blocks; for a thread.

    `files`: those that the first look will read, as far as they are known. `look` returns the files that it has read,
    or would have read if they were there. Raises what `look` raises.
    """
    following = _Following(frozenset(files), look)
    following.look()
    while not stop.is_set():
        following.until_elsewhere(stop)


class _Following:
    def __init__(self, files: frozenset[Path], look: Callable[[], Iterable[Path]]) -> None:
        self._files = files
        self._look = look
        self._seen: Stamps = {}

    def look(self) -> None:
        # Stamps of before the look: a save while it runs is seen at the next comparison.
        before = stamps(self._files)
        self._files = frozenset(self._look())
        self._seen = {file: before.get(file, stamp) for file, stamp in stamps(self._files).items()}

    def until_elsewhere(self, stop: Event) -> None:
        """Watch the folders of the files; returns when a look has named files of other folders, or at `stop`."""
        folders = _folders(self._files)
        # Folders, because many editors write a new file and put it in the place of the old one.
        watched = [folder for folder in folders if folder.is_dir()]
        if not watched:
            stop.wait(COMPARE_MS / 1000)
            if self._changed() and not stop.is_set():
                self.look()
            return
        changes = _changes(watched, self._counts, stop)
        try:
            for told in changes:
                if told or self._changed():
                    self.look()
                    if _folders(self._files) != folders:
                        return
        finally:
            changes.close()

    def _changed(self) -> bool:
        return stamps(self._files) != self._seen

    def _counts(self, path: str) -> bool:
        return Path(path).suffix in SUFFIXES or Path(path).name in {one.name for one in self._files}


def _changes(
    folders: Iterable[Path], counts: Callable[[str], bool], stop: Event
) -> Generator[set[FileChange], None, None]:
    """What has changed in the folders; every `COMPARE_MS` an empty set."""
    from watchfiles import watch

    return watch(
        *folders,
        watch_filter=lambda _, path: counts(path),
        debounce=DEBOUNCE_MS,
        step=QUIET_MS,
        stop_event=stop,
        rust_timeout=COMPARE_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
        recursive=False,
        poll_delay_ms=DEBOUNCE_MS,
        ignore_permission_denied=True,
    )


def _folders(files: Iterable[Path]) -> frozenset[Path]:
    """Where the files lie; for links also where they lead."""
    return frozenset(folder for file in files for folder in (file.absolute().parent, _real(file).parent))


def _real(file: Path) -> Path:
    try:
        return file.resolve()
    except (OSError, RuntimeError):
        return file.absolute()


def stamps(files: Iterable[Path]) -> Stamps:
    """Time, size and identity of each file; None for one that is not there."""
    return {file: _stamp(file) for file in files}


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
