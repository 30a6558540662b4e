"""A scenario as a script to read and review, for people without the program: Markdown or one HTML file."""
