"""Serves the phone app: static files from the package, with headers that keep everything else out."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

APP_FOLDER = "app"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:;"
    " font-src 'self'; connect-src 'self' ws: wss:; worker-src 'self' blob:; manifest-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
FOREVER = "public, max-age=31536000, immutable"  # names under assets/ carry a hash of the content


def app_folder() -> Path:
    """Return the folder of the built app inside the package."""
    return Path(str(resources.files("farhand"))) / APP_FOLDER


def app_routes(folder: Path) -> list[web.RouteDef]:
    """Return the routes that serve a built app: the files that are there now, and no others."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}

    async def serve(request: web.Request) -> web.StreamResponse:
        name = request.match_info.get("name", "") or "index.html"
        path = files.get(name)
        if path is None:
            raise web.HTTPNotFound(text="there is no such file")
        kept = FOREVER if name.startswith("assets/") else "no-cache"
        return web.FileResponse(path, headers={**HEADERS, "Cache-Control": kept})

    async def refuse_share(_: web.Request) -> web.StreamResponse:
        # The app's worker takes what is shared; here it would have left the device unsealed.
        raise web.HTTPSeeOther("/#/share/failed")

    return [web.get("/", serve), web.post("/share", refuse_share), web.get("/{name:.+}", serve)]


def only_from(hosts: Callable[[], frozenset[str]]) -> Middleware:
    """Return a middleware that refuses requests under a name that is not ours (DNS rebinding)."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.host not in hosts():
            raise web.HTTPMisdirectedRequest(text="this computer is not known by that name")
        return await handler(request)

    return check
