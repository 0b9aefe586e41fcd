"""Somebody with a telephone, by what costs people time: see the decision that three minutes are counted, not timed."""

from playwright.sync_api import Locator, Page

SECONDS_A_TAP, SECONDS_A_WORD, SECONDS_A_SCREEN = 3, 3, 2  # slow: a thumb in the cold, 20 words a minute
SECONDS_A_CHARACTER = 1  # of names and addresses, which no keyboard guesses: half as fast as words


class Thumb:
    """Whoever tells: how often they press, what they write, and how many screens they scroll past."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.words, self.characters, self.screens = page, 0, 0, 0, 0.0

    def tap(self, target: Locator) -> None:
        before = self.page.evaluate("scrollY")
        target.scroll_into_view_if_needed()
        self.screens += abs(self.page.evaluate("scrollY") - before) / 800
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        target.click()
        self.taps += 1

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.words += len(text.split())

    def spell(self, text: str) -> None:
        """Write what is spelled letter by letter: a name, an address."""
        self.page.keyboard.type(text)
        self.characters += len(text)

    @property
    def seconds(self) -> float:
        written = self.words * SECONDS_A_WORD + self.characters * SECONDS_A_CHARACTER
        return self.taps * SECONDS_A_TAP + written + self.screens * SECONDS_A_SCREEN
