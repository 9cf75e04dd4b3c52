"""Two ways to go through a page, mouse and keys, so that one journey is walked by both."""

import re

# What a reader of the screen hears of the element in focus.
SAID = """() => {
    const it = document.activeElement;
    const label = it.labels && it.labels.length ? it.labels[0].textContent : '';
    const said = it.getAttribute('aria-label') || label || it.textContent;
    return said.replace(/\\s+/g, ' ').trim();
}"""
# The yellow ring around whatever is in focus.
RING = "getComputedStyle(document.activeElement).boxShadow"
YELLOW = "rgb(255, 201, 51)"
CHOSEN = "() => document.activeElement.selectedOptions[0].label"
MOST_TABS = 150
MOST_CHOICES = 40


def send(button):
    """Press it and wait for the page that answers: what follows looks at that one."""
    with button.page.expect_navigation():
        button.click()


class Mouse:
    """Who points and clicks."""

    def __init__(self, page):
        self._page = page

    def follow(self, words):
        """Click the link or button that begins so, and wait for the page to which it leads."""
        with self._page.expect_navigation():
            self.press(words)

    def press(self, words):
        name = re.compile(f"^{re.escape(words)}")
        links = self._page.get_by_role("link", name=name)
        links.or_(self._page.get_by_role("button", name=name)).first.click()

    def write(self, label, text):
        self._page.get_by_label(label).first.fill(text)

    def tick(self, label):
        self._page.get_by_label(label).first.check()

    def choose(self, label, option):
        self._page.get_by_label(label).first.select_option(label=option)


class Keys:
    """Who has no mouse: Tab, Enter, Space, arrows and letters; the focus is seen at each step."""

    def __init__(self, page):
        self._page = page

    def reach(self, words):
        """Tab until what is in focus begins so."""
        for _tab in range(MOST_TABS):
            self._page.keyboard.press("Tab")
            if self._page.evaluate(SAID).startswith(words):
                break
        assert self._page.evaluate(SAID).startswith(words), words
        assert YELLOW in self._page.evaluate(RING), words

    def follow(self, words):
        self.reach(words)
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")

    def press(self, words):
        self.reach(words)
        self._page.keyboard.press("Enter")

    def write(self, label, text):
        self.reach(label)
        self._page.keyboard.press("Control+a")
        self._page.keyboard.type(text)

    def tick(self, label):
        self.reach(label)
        self._page.keyboard.press("Space")

    def choose(self, label, option):
        self.reach(label)
        for _choice in range(MOST_CHOICES):
            if self._page.evaluate(CHOSEN).startswith(option):
                break
            self._page.keyboard.press("ArrowDown")
        assert self._page.evaluate(CHOSEN).startswith(option), option
