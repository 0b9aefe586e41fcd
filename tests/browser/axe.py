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
# What a narrow window shows that a wide one hid: the outermost such elements. Marked first in the wide window.
MARK_SHOWN = """
() => {
    const shown = one => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
    window.shownWide = new WeakSet([...document.body.querySelectorAll("*")].filter(shown));
}
"""
ONLY_NARROW = """
() => {
    const shown = one => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
    const fresh = new Set();
    for (const one of document.body.querySelectorAll("*")) {
        if (!window.shownWide.has(one) && shown(one) && !fresh.has(one.parentElement)) fresh.add(one);
        else if (fresh.has(one.parentElement)) fresh.add(one);
    }
    window.onlyNarrow = [...fresh].filter(one => !fresh.has(one.parentElement));
    return window.onlyNarrow.map(one => one.outerHTML);
}
"""
# A page as axe sees it but for its words: every element with its attributes, of words only whether there are any.
SKELETON = """
source => {
    const worded = new Set(["alt", "title", "aria-label", "placeholder", "content", "value", "label", "href", "src",
        "action", "datetime", "d", "points"]);
    const page = new DOMParser().parseFromString(source, "text/html");
    for (const name of ["lang", "hreflang"]) {
        page.querySelectorAll(`[${name}=da], [${name}=en]`).forEach(one => one.removeAttribute(name));
    }
    return [...page.querySelectorAll("*")].map(one => {
        const attributes = [...one.attributes].map(({ name, value }) => {
            const isWords = (worded.has(name) || name.startsWith("data-") || name.startsWith("hx-"))
                && !value.startsWith("#");
            return `${name}=${isWords ? value.trim() !== "" : value}`;
        });
        const isText = [...one.childNodes].some(part => part.nodeType === 3 && part.data.trim());
        return `${one.tagName} ${attributes.sort().join(" ")} ${isText} ${one.parentElement?.tagName}`;
    }).join("|");
}
"""
# What follows from how large things are drawn, and so may differ in a narrow window without anything new being shown.
OF_SIZE = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
# The looks in which this process has measured contrast and found nothing.
MEASURED: set[str] = set()
# What only a narrow window shows, in which nothing was found.
JUDGED: set[str] = set()


def barriers(page: Page, **chosen: object) -> list[str]:
    """The barriers of a page as it stands; empty when axe finds none.

    ``chosen`` narrows what axe looks for, as its options do.
    """
    return found_in(page, "document", **chosen)


def found_in(page: Page, where: str, **chosen: object) -> list[str]:
    """The barriers in a document or in a list of elements, given as an expression."""
    if page.evaluate("window.axe === undefined"):
        bring_axe(page)
    options = {"runOnly": ALL_RULES, "resultTypes": ["violations"], **chosen}
    found = page.evaluate(f"options => axe.run({where}, options).then(({{ violations }}) => violations)", options)
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found
        for node in violation["nodes"]
    ]


def bring_axe(page: Page) -> None:
    """Put axe into an open page, straight through the debugger: by way of Playwright it takes twice as long."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Runtime.evaluate", {"expression": AXE.axe_script})
    devtools.detach()


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
    """The same for a walk of many pages: in a narrow window what follows from how large things are drawn, and by every
    rule what the wide one did not show.

    Names, roles and order of what is shown in both do not change with the width.
    """
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.emulate_media(color_scheme="light")
    page.evaluate(MARK_SHOWN)
    found = [f"light {WIDE}: {barrier}" for barrier in barriers(page, rules=BESIDE_CONTRAST) + contrast(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark {WIDE}: {barrier}" for barrier in contrast(page)]
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.emulate_media(color_scheme="light")
    narrow = barriers(page, runOnly=OF_SIZE) + only_narrow(page)
    return found + [f"light {NARROW}: {barrier}" for barrier in narrow]


def only_narrow(page: Page) -> list[str]:
    """The barriers of what a page shows in a narrow window alone, of what was not judged on a page before."""
    shown: list[str] = page.evaluate(ONLY_NARROW)
    fresh = [place for place, source in enumerate(shown) if source not in JUDGED]
    if not fresh:
        return []
    found = found_in(page, f"{{ include: {fresh}.map(place => window.onlyNarrow[place]) }}", rules=BESIDE_CONTRAST)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found += [f"({scheme}) {barrier}" for barrier in contrast(page)]
    if not found:
        JUDGED.update(shown)
    return found


def is_built_alike(page: Page, one: str, other: str) -> bool:
    """Whether two sources of a page differ for axe in nothing but what the words are."""
    return bool(page.evaluate(SKELETON, one) == page.evaluate(SKELETON, other))


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
