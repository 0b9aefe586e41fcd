"""Fetch the static files that others made, and write them where the product serves them.

For maintainers: the files are committed, so nobody needs this to run Maskinrum. It downloads the three packages with
``npm pack`` (which checks npm's own integrity hash), keeps the few files in use, cuts the fonts down to the characters
of our pages and records every file in VERSIONS with its SHA-256. Running it twice gives the same bytes.

    python tools/update_static.py
"""

import hashlib
import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

SHARED = Path(__file__).resolve().parent.parent / "src" / "maskinrum" / "shared"
STATIC = SHARED / "static" / "maskinrum"

COMPONENTS = ("@digdir/designsystemet-css", "1.22.0")
COMPONENT_FILES = ("button.css", "input.css")
SANS = ("@ibm/plex-sans", "1.1.0")
SERIF = ("@ibm/plex-serif", "2.0.0")
FONTS = {
    "sans-regular": (SANS, "IBMPlexSans-Regular", "Maskinrum Sans", 400),
    "sans-medium": (SANS, "IBMPlexSans-Medium", "Maskinrum Sans", 500),
    "sans-semibold": (SANS, "IBMPlexSans-SemiBold", "Maskinrum Sans", 600),
    "serif-regular": (SERIF, "IBMPlexSerif-Regular", "Maskinrum Serif", 400),
    "serif-medium": (SERIF, "IBMPlexSerif-Medium", "Maskinrum Serif", 500),
}

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180)]
TYPOGRAPHIC = [ord(character) for character in "–—‑‘’‚“”„•…‹›−×≈≠≤≥±·←↑→↓€™Δσ"] + [0x2009, 0x202F, 0x2011]
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "tnum", "pnum", "frac", "zero"]


def main() -> None:
    """Fetch, reduce and record everything."""
    with tempfile.TemporaryDirectory() as folder:
        packages = {name: fetch(name, version, Path(folder)) for name, version in (COMPONENTS, SANS, SERIF)}
        written = [*write_components(packages[COMPONENTS[0]]), *write_fonts(packages)]
    record(written)
    write_document_fonts()


def fetch(name: str, version: str, folder: Path) -> dict[str, bytes]:
    """Return the files of one npm package by their path inside it."""
    command = ["npm", "pack", "--silent", f"{name}@{version}"]
    archive = folder / subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
    with tarfile.open(archive) as packed:
        members = [member for member in packed.getmembers() if member.isfile()]
        return {member.name.removeprefix("package/"): packed.extractfile(member).read() for member in members}  # type: ignore[union-attr]


def write_components(files: dict[str, bytes]) -> list[Path]:
    """Write the component styles in use as one file, in a cascade layer, so that our own rules come after them."""
    css = "\n".join(files[f"dist/src/{name}"].decode("utf-8").strip() for name in COMPONENT_FILES)
    title = f"/* {COMPONENTS[0]} {COMPONENTS[1]}, {', '.join(COMPONENT_FILES)}. MIT licence, see LICENSE. */"
    folder = STATIC / "vendor" / "designsystemet"
    return [
        write(folder / "designsystemet.css", f"{title}\n@layer ds {{\n{css}\n}}\n".encode()),
        write(folder / "LICENSE", files["LICENSE"]),
    ]


def write_fonts(packages: dict[str, dict[str, bytes]]) -> list[Path]:
    """Write the five fonts and their licence."""
    folder = STATIC / "vendor" / "plex"
    written = [write(folder / "OFL.txt", packages[SANS[0]]["LICENSE.txt"])]
    for file, (package, original, family, weight) in FONTS.items():
        source = packages[package[0]][f"fonts/complete/woff2/{original}.woff2"]
        written.append(write(folder / f"{file}.woff2", reduce_font(source, family, weight)))
    return written


def write_document_fonts() -> None:
    """Write the same fonts unpacked, as the typesetter of PDF documents wants them, and their licence."""
    folder = SHARED / "documents" / "fonts"
    for file in FONTS:
        font = TTFont(STATIC / "vendor" / "plex" / f"{file}.woff2", recalcTimestamp=False)
        font.flavor = None
        result = io.BytesIO()
        font.save(result)
        write(folder / f"{file}.ttf", result.getvalue())
    write(folder / "OFL.txt", (STATIC / "vendor" / "plex" / "OFL.txt").read_bytes())


def reduce_font(source: bytes, family: str, weight: int) -> bytes:
    """Return the font with only our characters, as woff2.

    The licence reserves the name Plex for unchanged fonts, so the reduced one carries a name of its own.
    """
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.notdef_outline = True
    options.hinting = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LATIN + TYPOGRAPHIC)
    subsetter.subset(font)
    rename(font, family, weight)
    font.flavor = "woff2"
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()


def rename(font: TTFont, family: str, weight: int) -> None:
    """Set the names a font shows itself by; copyright and licence stay."""
    style = {400: "Regular", 500: "Medium", 600: "SemiBold"}[weight]
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family.replace(' ', '')}-{style}"}
    for record_ in font["name"].names:
        if record_.nameID in names:
            record_.string = names[record_.nameID]


def write(path: Path, content: bytes) -> Path:
    """Write one file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def record(written: list[Path]) -> None:
    """Write VERSIONS: the packages, then one line per file."""
    packages = [f"{name} {version}" for name, version in (COMPONENTS, SANS, SERIF)]
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(STATIC / 'vendor')}"
        for path in sorted(written)
    ]
    write(STATIC / "vendor" / "VERSIONS", ("\n".join([*packages, "", *sums]) + "\n").encode())


if __name__ == "__main__":
    main()
