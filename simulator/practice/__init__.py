"""Practice that sticks: what was shown of each principle, when it is due again, what to practise next. Knows no screen
and no database."""
