"""The style sheets keep the promises of the design: contrast, both schemes complete, files as recorded."""

import hashlib
import re
from pathlib import Path

import pytest

import maskinrum.shared
from maskinrum.shared.templatetags.maskinrum.page import STYLES

STATIC = Path(maskinrum.shared.__file__).parent / "static" / "maskinrum"
SHEETS = sorted((STATIC / "css").glob("*.css"))


def tokens(*names: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (STATIC / "css" / name).read_text(encoding="utf-8")))
    return found


LIGHT = tokens("tokens.css")
DARK = tokens("tokens.css", "tokens-dark.css")


def contrast(one: str, other: str) -> float:
    """WCAG 2.x: (lighter + 0.05) / (darker + 0.05) of the relative luminances."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "behind", "least"),
    [
        *[(text, behind, 5.7) for text in ("ink", "ink-2") for behind in ("paper", "ground", "tint")],
        *[("green", behind, 4.5) for behind in ("paper", "ground", "tint")],
        *[("danger", behind, 4.5) for behind in ("paper", "danger-bg")],
        ("blue", "paper", 4.5),
        ("orange", "paper", 4.5),
        ("on-green", "green", 4.5),
        ("on-deep", "deep", 7),
        ("on-deep-2", "deep", 4.5),
        ("yellow", "deep", 4.5),
        ("on-yellow", "yellow", 7),
        ("ink", "mark", 4.5),
        ("edge", "paper", 3),
        ("edge", "ground", 3),
        ("grey", "paper", 3),
        ("deep", "deep-green", 4.5),
    ],
)
def test_text_and_lines_can_be_told_from_what_is_behind(
    scheme: dict[str, str], text: str, behind: str, least: float
) -> None:
    assert contrast(scheme[text], scheme[behind]) >= round(least - 0.05, 2)


def test_the_dark_scheme_names_no_colour_that_the_light_one_lacks() -> None:
    assert set(tokens("tokens-dark.css")) <= set(LIGHT)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_uses_only_names_that_exist(sheet: Path) -> None:
    everything = "".join(each.read_text(encoding="utf-8") for each in SHEETS)
    vendor = (STATIC / "vendor" / "designsystemet" / "designsystemet.css").read_text(encoding="utf-8")
    defined = set(re.findall(r"(--[\w-]+):", everything + vendor))
    assert set(re.findall(r"var\((--[\w-]+)", sheet.read_text(encoding="utf-8"))) - defined == set()


def test_the_component_library_finds_every_name_it_reads() -> None:
    vendor = (STATIC / "vendor" / "designsystemet" / "designsystemet.css").read_text(encoding="utf-8")
    ours = "".join(each.read_text(encoding="utf-8") for each in SHEETS)
    read = set(re.findall(r"var\((--ds-[\w-]+)\)", vendor))
    assert read - set(re.findall(r"(--ds-[\w-]+):", ours)) == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_sheet_fetches_anything_from_elsewhere_or_inlines_it(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert [address for address in re.findall(r"url\(\"?([^)\"]+)", text) if not address.startswith("../vendor/")] == []


def test_every_sheet_is_read_by_the_page() -> None:
    assert {sheet.stem for sheet in SHEETS} == {*STYLES, "tokens-dark"}


def test_the_files_of_others_are_the_recorded_ones() -> None:
    lines = (STATIC / "vendor" / "VERSIONS").read_text(encoding="utf-8").splitlines()
    recorded = {line.split("  ")[1]: line.split("  ")[0] for line in lines if "  " in line}
    files = [file for file in sorted((STATIC / "vendor").rglob("*")) if file.is_file() and file.name != "VERSIONS"]
    found = {str(file.relative_to(STATIC / "vendor")): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    assert found == recorded
