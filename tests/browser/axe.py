"""What keeps people out of a page, as axe finds it after WCAG 2.2 AA, at both widths and in both colour schemes."""

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ALL_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
BESIDE_CONTRAST = {"color-contrast": {"enabled": False}}
AXE = Axe()
WIDE, NARROW = 1280, 360

# Contrast takes two thirds of the time of axe. Whether text can be read follows from its colour, size and weight and
# from what it stands on: where all of these are as before, on this page or another, nothing need be measured again.
# Only what has text of its own is measured, and so counts as seen: what merely stands around it looks alike.
LOOKS = """
() => {
    const backs = new Map(), looks = window.looks = new Map();
    for (const element of document.querySelectorAll("*")) {
        const style = getComputedStyle(element), around = backs.get(element.parentElement) ?? "";
        const isPlain = style.backgroundImage === "none" && /^rgba\\(.*, 0\\)$/.test(style.backgroundColor);
        const back = isPlain ? around : `${style.backgroundImage} ${style.backgroundColor}`;
        backs.set(element, style.opacity === "1" ? back : `${around} ${back} ${style.opacity}`);
        const isTyped = element.matches("input, select, textarea");
        const isText = isTyped || [...element.childNodes].some(one => one.nodeType === 3 && one.data.trim());
        if (!isText || !element.checkVisibility({ visibilityProperty: true })) continue;
        if (!element.getClientRects().length) continue;
        const { color, fontSize, fontWeight, textShadow, position } = style;
        const before = ["::before", "::placeholder"].map(part => getComputedStyle(element, part).color);
        const shown = [color, fontSize, fontWeight, textShadow, position, ...before, backs.get(element)];
        looks.set(element, shown.join("|"));
    }
    return [...new Set(looks.values())];
}
"""
# The elements with one of these looks.
OF_LOOKS = "[...window.looks.keys()].filter(element => %s.includes(window.looks.get(element)))"
# What follows from how large things are drawn, and so may differ in a narrow window without anything new being shown.
OF_SIZE = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
# The looks in which this process has measured contrast and found nothing.
MEASURED: set[str] = set()


def barriers(page: Page, **chosen: object) -> list[str]:
    """The barriers of a page as it stands; empty when axe finds none.

    ``chosen`` narrows what axe looks for, as its options do.
    """
    return found_in(page, "document", **chosen)


def found_in(page: Page, where: str, **chosen: object) -> list[str]:
    """The barriers in a document or in a list of elements, given as an expression."""
    if page.evaluate("window.axe === undefined"):
        page.evaluate(AXE.axe_script)
    options = {"runOnly": ALL_RULES, "resultTypes": ["violations"], **chosen}
    found = page.evaluate(f"options => axe.run({where}, options).then(({{ violations }}) => violations)", options)
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found
        for node in violation["nodes"]
    ]


def barriers_in_all_looks(page: Page) -> list[str]:
    """The barriers of an open page on a screen and on a telephone, in light colours and in dark.

    A colour scheme changes nothing but colours, and a narrow window few of them.
    """
    found = []
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            told = barriers(page, rules=BESIDE_CONTRAST) if scheme == "light" else []
            found += [f"{scheme} {width}: {barrier}" for barrier in told + contrast(page)]
    return found


def barriers_once(page: Page) -> list[str]:
    """The same for a walk of many pages: in a narrow window only what follows from how large things are drawn.

    Names, roles and order do not change with the width, and colours hardly; pages on the way through a decision, the
    register and the account are looked at in every look by tests of their own.
    """
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.emulate_media(color_scheme="light")
    found = [f"light {WIDE}: {barrier}" for barrier in barriers(page, rules=BESIDE_CONTRAST) + contrast(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark {WIDE}: {barrier}" for barrier in contrast(page)]
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.emulate_media(color_scheme="light")
    return found + [f"light {NARROW}: {barrier}" for barrier in barriers(page, runOnly=OF_SIZE)]


def contrast(page: Page) -> list[str]:
    """Which texts are hard to see against what they stand on, of those that look otherwise than any seen before."""
    looks = sorted({*page.evaluate(LOOKS)} - MEASURED)
    found = found_in(page, f"{{ include: {OF_LOOKS % json.dumps(looks)} }}", runOnly=CONTRAST) if looks else []
    if not found:
        MEASURED.update(looks)
    return found


def barriers_beside_colours(page: Page) -> list[str]:
    """The barriers that another language may bring to a page without any in Danish: all but those of colour."""
    found = []
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {barrier}" for barrier in barriers(page, rules=BESIDE_CONTRAST)]
    return found
