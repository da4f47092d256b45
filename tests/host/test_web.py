"""The server of the app: its files, and nothing of what belongs to the device."""

from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from farhand.host.web import app_routes


async def test_what_is_shared_past_the_worker_is_not_read_and_the_app_says_so(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("the app")
    app = web.Application()
    app.add_routes(app_routes(tmp_path))
    async with TestClient(TestServer(app)) as client:
        answer = await client.post("/share", data={"text": "a secret"}, allow_redirects=False)
        assert (answer.status, answer.headers["Location"]) == (303, "/#/share/failed")
        assert (await client.get("/share")).status == 404
