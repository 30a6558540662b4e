"""The commands of `calmfirm`, one a file; each imports what it needs when it runs."""
