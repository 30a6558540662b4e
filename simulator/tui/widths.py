"""From which width (cells) the screens use two columns: the names that the stylesheets go by."""

WIDTHS: list[tuple[int, str]] = [(0, "-narrow"), (110, "-wide")]
