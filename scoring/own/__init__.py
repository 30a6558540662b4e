"""An encoder of our own: multilingual-e5-small (MIT) tuned on the example bank, run by ONNX Runtime.

`tokens` cuts a text into pieces, `forward` runs the layers, `file` keeps both as one file; `tune` (torch, only to
learn) makes that file from the bank.
"""
