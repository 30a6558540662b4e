"""The program's own colours: harbour (dark), paper (light), contrast.

Two hues carry the meaning everywhere: sea green is calm, ochre is firm. Colour never stands alone; a word, a sign
or an underline says the same.
"""

from __future__ import annotations

from textual.theme import Theme

from simulator.i18n import mark

DEFAULT = "harbour"
# Read with `_`.
TITLES: dict[str, str] = {
    "harbour": mark("Harbour (dark)"),
    "paper": mark("Paper (light)"),
    "contrast": mark("Contrast (high contrast)"),
}


def _theme(name: str, dark: bool, colours: dict[str, str]) -> Theme:
    """A theme from one table of colours; what Textual's own widgets need is derived from it."""
    c = colours
    return Theme(
        name=name,
        dark=dark,
        primary=c["calm"],
        secondary=c["firm"],
        accent=c["focus"],
        success=c["good"],
        warning=c["firm"],
        error=c["bad"],
        foreground=c["ink"],
        background=c["ground"],
        surface=c["surface"],
        panel=c["panel"],
        luminosity_spread=0.12,
        text_alpha=1.0,
        variables={
            "calm": c["calm"],
            "firm": c["firm"],
            "good": c["good"],
            "bad": c["bad"],
            "ink": c["ink"],
            "quiet": c["quiet"],
            "line": c["line"],
            "focus": c["focus"],
            "client-bubble": c["panel"],
            "you-bubble": c["you"],
            "selected": c["selected"],
            "border": c["focus"],
            "border-blurred": c["line"],
            "block-cursor-background": c["selected"],
            "block-cursor-foreground": c["ink"],
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": c["surface"],
            "block-cursor-blurred-foreground": c["ink"],
            "block-hover-background": c["panel"],
            "footer-background": c["ground"],
            "footer-foreground": c["quiet"],
            "footer-key-foreground": c["calm"],
            "footer-key-background": c["ground"],
            "footer-description-foreground": c["quiet"],
            "footer-description-background": c["ground"],
            "footer-item-background": c["ground"],
            "input-selection-background": f"{c['focus']} 35%",
            "input-cursor-background": c["ink"],
            "input-cursor-foreground": c["ground"],
            "scrollbar": c["line"],
            "scrollbar-hover": c["quiet"],
            "scrollbar-active": c["focus"],
            "scrollbar-background": c["ground"],
            "scrollbar-background-hover": c["ground"],
            "scrollbar-background-active": c["ground"],
            "scrollbar-corner-color": c["ground"],
        },
    )


_HARBOUR = {
    "ground": "#11171b",
    "surface": "#161e23",
    "panel": "#202b32",
    "you": "#17393a",
    "selected": "#263841",
    "line": "#2f3d45",
    "ink": "#dde5e4",
    "quiet": "#8fa0a6",
    "calm": "#74c7b8",
    "firm": "#e3b269",
    "focus": "#8fb8e8",
    "good": "#9bcf86",
    "bad": "#ec8f7d",
}
_PAPER = {
    "ground": "#f7f3ea",
    "surface": "#fffdf7",
    "panel": "#ebe4d5",
    "you": "#d3e8e1",
    "selected": "#e0e6ec",
    "line": "#d2c8b4",
    "ink": "#26302f",
    "quiet": "#63696a",
    "calm": "#11695f",
    "firm": "#8a5208",
    "focus": "#2f57a3",
    "good": "#356b24",
    "bad": "#ac3123",
}
_CONTRAST = {
    "ground": "#000000",
    "surface": "#000000",
    "panel": "#1c1c1c",
    "you": "#00303a",
    "selected": "#003a8c",
    "line": "#a8a8a8",
    "ink": "#ffffff",
    "quiet": "#d6d6d6",
    "calm": "#5cf2dd",
    "firm": "#ffd166",
    "focus": "#ffff55",
    "good": "#8dff7a",
    "bad": "#ff9c8f",
}

THEMES: tuple[Theme, ...] = (
    _theme("harbour", True, _HARBOUR),
    _theme("paper", False, _PAPER),
    _theme("contrast", True, _CONTRAST),
)
