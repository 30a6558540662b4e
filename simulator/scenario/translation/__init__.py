"""A scenario in another language: its texts with stable ids, out to a PO file and back, and what has drifted since."""
