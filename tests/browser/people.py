"""Contexts of a browser: one for each person, already signed in, watched from the first request on."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.browser.site import PASSWORD

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}


@dataclass
class Watch:
    """Writes down what no page may do: ask another host, break the security policy, end in an error of a script."""

    site: str  # its address, without a slash at the end
    faults: list = field(default_factory=list)
    posts: list = field(default_factory=list)
    refusals: set = field(default_factory=set)  # addresses that a test wants to be refused

    def over(self, context):
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"error of a script: {error.error}"))
        return self

    def _request(self, request):
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and not request.url.startswith(f"{self.site}/"):
            self.faults.append(f"asked another host: {request.url}")
        if request.method == "POST":
            self.posts.append(address.path)

    def _console(self, message):
        where = urlsplit(message.location.get("url", "")).path
        is_expected = where in self.refusals and "Failed to load resource" in message.text
        if message.type in {"error", "warning"} and not is_expected:
            self.faults.append(f"console: {message.text} ({where})")


class People:
    """Opens contexts; a person signs in by the form once and is remembered by their cookies."""

    def __init__(self, browser, site):
        self.browser, self.site, self.cookies, self.contexts = browser, site, {}, []
        self.looker, self.tab = None, None

    def context(self, username="", *, language="", **options):
        """A new context of a person, "" for a stranger, with its ``watch``."""
        context = self.browser.new_context(
            base_url=self.site.url, locale="zh-CN", timezone_id="Asia/Shanghai",
            storage_state=self._signed_in(username) if username else None, **{**DESK, **options},
        )
        if language:
            context.add_cookies([{"name": "django_language", "value": language, "url": self.site.url}])
        context.watch = Watch(self.site.url).over(context)
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        return context

    def looking(self, username, *, language):
        """The tab of a person who only looks, kept until another looks; its watch begins anew, its window is a desk's.

        Tests that change nothing share it, so that each page is opened and nothing else.
        """
        if self.looker != (username, language):
            if self.tab:
                self.tab.context.close()
            self.looker, self.tab = (username, language), self.context(username, language=language).new_page()
            self.contexts.remove(self.tab.context)
        for noted in (self.tab.context.watch.faults, self.tab.context.watch.posts, self.tab.context.watch.refusals):
            noted.clear()
        self.tab.set_viewport_size(DESK["viewport"])
        self.tab.emulate_media(color_scheme="light")
        return self.tab

    def close(self):
        while self.contexts:
            self.contexts.pop().close()

    def _signed_in(self, username):
        if username not in self.cookies:
            context = self.browser.new_context(base_url=self.site.url)
            page = context.new_page()
            page.goto("/login/")
            page.fill("[name=username]", username)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda address: "/login/" not in address)
            self.cookies[username] = context.storage_state()
            context.close()
        return self.cookies[username]
