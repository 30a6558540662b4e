"""What the system says of a file that it refuses, in the interface's language."""

from __future__ import annotations

from simulator.i18n import _, mark

# As the systems word it (the second half: Windows); what is not listed is told as it comes.
KNOWN = (
    mark("No such file or directory"),
    mark("Permission denied"),
    mark("Is a directory"),
    mark("Not a directory"),
    mark("File exists"),
    mark("File name too long"),
    mark("No space left on device"),
    mark("Read-only file system"),
    mark("Operation not permitted"),
    mark("Input/output error"),
    mark("Too many open files"),
    mark("Disk quota exceeded"),
    mark("Connection refused"),
    mark("The system cannot find the file specified"),
    mark("The system cannot find the path specified"),
    mark("Access is denied"),
    mark("The process cannot access the file because it is being used by another process"),
    # As Python words what is wrong with JSON.
    mark("Expecting value"),
    mark("Expecting property name enclosed in double quotes"),
    mark("Expecting ':' delimiter"),
    mark("Expecting ',' delimiter"),
    mark("Extra data"),
    mark("Unterminated string starting at"),
    mark("Invalid control character at"),
    mark("Invalid \\escape"),
    mark("Invalid \\uXXXX escape"),
    mark("Illegal trailing comma before end of object"),
    mark("Illegal trailing comma before end of array"),
)


def os_told(error: OSError) -> str:
    """Why a file could not be used, without its name."""
    return _(error.strerror) if error.strerror else str(error)
