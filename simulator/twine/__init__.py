"""Scenarios to and from Twine, as Twee 3: text, choices and links, and a report of what could not carry over."""
