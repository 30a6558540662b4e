"""calmfirm: a training simulator for handling difficult clients, calm in form and firm in principle."""

__version__ = "0.1.0"
