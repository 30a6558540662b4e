"""The interface's translations: one PO file a language, which is the source, and its compiled MO file beside it."""
