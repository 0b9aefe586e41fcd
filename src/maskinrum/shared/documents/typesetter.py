"""The typesetter as a process of its own: a job comes in, a file goes out, and its memory goes with it.

``typesetting.typeset`` runs it. It imports nothing of ours, so that it begins at once.
"""

import json
import resource
import sys

import typst

REFUSED = 3
MOST_SECONDS = 60  # of processor time, should whoever waits for it be gone


def main() -> int:
    """Read a job as JSON, write the file that it becomes; tell what is refused, and return a code for it."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    job = json.load(sys.stdin.buffer)
    # Our fonts and those of the typesetter, none of the machine: all machines make the same file.
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[job["fonts"]])
    try:
        made = typst.compile(job["template"].encode(), font_paths=fonts, sys_inputs=job["inputs"], **job["options"])
    except typst.TypstError as refused:
        sys.stderr.write(str(refused))
        return REFUSED
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
