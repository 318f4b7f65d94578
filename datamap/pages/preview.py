"""The content security policy on this machine: a layer around the server that shows a site while it is written."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from datamap.pages.policy import policy

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""What PEP 3333 calls an application."""

_BODY_END, _SCRIPT, _SCRIPT_END = b"</body>", b"<script>", b"</script>"


def with_policy(application: Application, scripts: Collection[str]) -> Application:
    """Return an application that sends each page with its policy as a header.

    `scripts` are those that the pages may hold; the collection may grow after this call. The script that MkDocs puts
    before the end of the body to reload a page is allowed too.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def keep(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:  # noqa: ANN401 - as PEP 3333 has it
            started[:] = [(status, headers)]

        body = application(environ, keep)
        status, headers = started[0]
        if not any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers):
            start_response(status, headers)
            return body
        try:
            page = b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()
        allowed = policy([*scripts, *_reloading(page)], in_header=True)
        start_response(status, [*headers, ("Content-Security-Policy", allowed)])
        return [page]

    return answer


def _reloading(page: bytes) -> tuple[str, ...]:
    """Return the script that stands directly before the end of the body, if one does."""
    before = page[: max(page.rfind(_BODY_END), 0)]
    if not before.endswith(_SCRIPT_END):
        return ()
    start = before.rfind(_SCRIPT)
    script = before[start + len(_SCRIPT) : -len(_SCRIPT_END)]
    return () if start < 0 or _SCRIPT_END in script else (script.decode("utf-8"),)
