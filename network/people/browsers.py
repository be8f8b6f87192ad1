"""Which browser on which kind of device: enough for somebody to know their own, and no more."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The first that fits counts: most browsers also call themselves by the names of those before them.
_BROWSERS = (
    ("edge", re.compile(r"\bEdg(?:e|A|iOS)?/")),
    ("opera", re.compile(r"\bOPR/|\bOpera\b")),
    ("samsung", re.compile(r"\bSamsungBrowser/")),
    ("firefox", re.compile(r"\bFirefox/|\bFxiOS/")),
    ("chrome", re.compile(r"\bCriOS/|\bChrom(?:e|ium)/")),
    ("safari", re.compile(r"\bSafari/")),
)
_SYSTEMS = (
    ("iphone", re.compile(r"\biPhone\b")),
    ("ipad", re.compile(r"\biPad\b")),
    ("android_phone", re.compile(r"\bAndroid\b.*\bMobile\b")),
    ("android_tablet", re.compile(r"\bAndroid\b")),
    ("chromebook", re.compile(r"\bCrOS\b")),
    ("windows", re.compile(r"\bWindows\b")),
    ("mac", re.compile(r"\bMacintosh\b")),
    ("linux", re.compile(r"\bLinux\b")),
)
BROWSER_NAMES = {
    "edge": "Edge",
    "opera": "Opera",
    "samsung": "Samsung Internet",
    "firefox": "Firefox",
    "chrome": "Chrome",
    "safari": "Safari",
}
SYSTEM_WORDS = {
    "iphone": gettext_lazy("an iPhone"),
    "ipad": gettext_lazy("an iPad"),
    "android_phone": gettext_lazy("an Android phone"),
    "android_tablet": gettext_lazy("an Android tablet"),
    "chromebook": gettext_lazy("a Chromebook"),
    "windows": gettext_lazy("a Windows computer"),
    "mac": gettext_lazy("a Mac, or an iPad that says it is one"),
    "linux": gettext_lazy("a Linux computer"),
}
LONGEST_READ = 500  # characters of what a browser says of itself; real ones have under 300


def read(user_agent: str) -> tuple[str, str]:
    """Return the names of browser and system in a User-Agent header, each empty if not known."""
    text = user_agent[:LONGEST_READ]
    browser = next((name for name, pattern in _BROWSERS if pattern.search(text)), "")
    system = next((name for name, pattern in _SYSTEMS if pattern.search(text)), "")
    return browser, system


def in_words(browser: str, system: str) -> str:
    """Return how to speak of the two: "Firefox on a Windows computer"."""
    return _("%(browser)s on %(system)s") % {
        "browser": BROWSER_NAMES.get(browser) or _("A browser we do not know"),
        "system": SYSTEM_WORDS.get(system) or _("a device we do not know"),
    }
