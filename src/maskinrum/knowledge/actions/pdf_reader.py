"""The reader of foreign PDF files as a process of its own: whatever a file makes of it ends with it.

``reading_pdf.read_pdf`` runs it. It imports nothing of ours, so that it begins at once.
"""

import io
import json
import resource
import sys
from contextlib import suppress

import pikepdf
import pypdfium2

REFUSED, TOO_MUCH = 3, 4
MOST_MEMORY = 400 * 1024 * 1024  # bytes of addresses; its libraries take an eighth of them
MOST_SECONDS = 20  # of processor time


def main(most_pages: int, most_text: int) -> int:
    """Read a PDF from standard input, write the texts of its pages as JSON; return a code for what is refused."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS does not hold this bound
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        json.dump(_texts(sys.stdin.buffer.read(), most_pages, most_text), sys.stdout)
    except MemoryError:
        return TOO_MUCH
    except (pikepdf.PasswordError, pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError):
        return REFUSED
    except RuntimeError as error:
        return TOO_MUCH if "alloc" in str(error) else REFUSED
    return 0


def _texts(content: bytes, most_pages: int, most_text: int) -> list[str]:
    """Whoever cleans the file opens it and goes through all objects, too: what that takes is tried here first."""
    with pikepdf.open(io.BytesIO(content)) as given:
        for one in given.objects:
            del one
        written = io.BytesIO()
        given.save(written)
    document = pypdfium2.PdfDocument(written.getvalue())
    texts: list[str] = []
    for number in range(min(len(document), most_pages)):
        texts.append(document[number].get_textpage().get_text_bounded()[:most_text])
        most_text -= len(texts[-1])
        if most_text <= 0:
            break
    return texts


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
