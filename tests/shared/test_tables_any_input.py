"""Whatever comes in, a table or a refusal comes out."""

import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from maskinrum.shared.tables import Table, TableRefusedError
from tests.shared.making_tables import packed, parts, paste, read, workbook

SHAPES = st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"name;budget\n", b'name,budget\n"', b"sep=;\n"])
SMALL = packed(parts('<row r="2"><c r="A2" t="str"><f>1</f><v>Aa</v></c></row>'), zipfile.ZIP_STORED)
WHOLE = workbook([["Name", "Budget"], ["Åsen", 12.5]])


def outcome(content: bytes | str) -> Table | str:
    """The table, or the sentence that refuses it; anything else that is raised fails the test."""
    try:
        return paste(content) if isinstance(content, str) else read(content)
    except TableRefusedError as refused:
        return refused.message


@settings(deadline=None)
@given(SHAPES, st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(start: bytes, rest: bytes) -> None:
    assert outcome(start + rest)


@settings(deadline=None)
@given(st.sampled_from([SMALL, WHOLE]), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1))
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(content: bytes, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(content)
    for place, byte in changes:
        changed[place % len(changed)] = byte
    assert outcome(bytes(changed))


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(parts())), st.text(max_size=200)))
def test_a_workbook_with_any_part_replaced_is_read_or_refused(replaced: dict[str, str]) -> None:
    contents = {name: content.encode("utf-8", "replace") for name, content in (parts() | replaced).items()}
    assert outcome(packed(contents))


ATTRIBUTES = st.fixed_dictionaries(
    {}, optional={name: st.text("AB019sbned-z<", max_size=8) for name in ("r", "t", "s")}
)


@settings(deadline=None)
@given(st.lists(st.tuples(ATTRIBUTES, st.text("0123456789.-eE_x:T ", max_size=12)), max_size=6))
def test_a_sheet_with_any_cells_is_read_or_refused(cells: list[tuple[dict[str, str], str]]) -> None:
    def tag(attributes: dict[str, str]) -> str:
        return "".join(f' {name}="{value.replace("<", "&lt;")}"' for name, value in attributes.items())

    rows = "".join(f"<row{tag(a)}><c{tag(a)}><f/><v>{value}</v></c></row>" for a, value in cells)
    assert outcome(packed(parts(rows)))


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(["", "name\tbudget\n", "name;budget\n", "# x\nname,budget\n"]))
def test_any_pasted_text_is_read_or_refused(text: str, headings: str) -> None:
    assert outcome(headings + text)
