"""Control routes about the host itself: status, thread, devices, pairing, projects, notices."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import segno
from aiohttp import web

from farhand.attention import tellings
from farhand.attention.push import store as push
from farhand.database import Connection, Database
from farhand.devices import contacts
from farhand.devices import store as devices
from farhand.devices.access import Access
from farhand.devices.pairing import Pairing, Progress
from farhand.host import tellings_told
from farhand.host.addresses import Addresses
from farhand.host.commanding import LOCAL, Commanding
from farhand.host.control_api import (
    Devices,
    Digits,
    NewProject,
    OpenLink,
    PairingOffer,
    PairingProgress,
    Status,
    ThreadLine,
)
from farhand.host.control_tasks import NDJSON, Perform, answer
from farhand.host.effects import Effect
from farhand.host.projects_told import info_in, infos
from farhand.ids import ProjectId, RandomBytes, new_id
from farhand.tasks import projects
from farhand.thread.thread import Thread
from farhand.wire.host_events import DeviceInfo, ProjectInfo
from farhand.wire.pairing import Invitation
from farhand.wire.record import Record

FOLLOW_PAGE = 200


def draw_qr(link: str) -> str:
    """Return a QR code of half blocks: dark on light whatever the terminal's colours."""
    drawn = StringIO()
    segno.make(link, error="l").terminal(drawn, compact=True, border=2)
    return drawn.getvalue()


class HostRoutes:
    """What the CLI asks about the host."""

    def __init__(
        self,
        database: Database,
        thread: Thread,
        commanding: Commanding,
        access: Access,
        pairing: Pairing,
        addresses: Addresses,
        status: Callable[[Connection], Status],
        connected_devices: Callable[[], frozenset[str]],
        relay_url: str,
        perform: Perform,
        random: RandomBytes,
    ) -> None:
        self._database = database
        self._thread = thread
        self._commanding = commanding
        self._access = access
        self._pairing = pairing
        self._addresses = addresses
        self._status = status
        self._connected_devices = connected_devices
        self._relay_url = relay_url
        self._perform = perform
        self._random = random

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/v1/status", self._show_status),
            web.get("/v1/thread", self._page),
            web.get("/v1/thread/follow", self._follow),
            web.get("/v1/devices", self._list_devices),
            web.post("/v1/devices/{ref}/unpair", self._unpair),
            web.post("/v1/devices/{ref}/allow", self._allow),
            web.post("/v1/pair", self._pair),
            web.get("/v1/pair/wait", self._wait_pairing),
            web.post("/v1/pair/digits", self._digits),
            web.post("/v1/pair/decline", self._decline),
            web.post("/v1/open", self._open),
            web.get("/v1/projects", self._list_projects),
            web.post("/v1/projects", self._add_project),
            web.post("/v1/projects/{ref}/trust", self._trust),
            web.get("/v1/notices", self._list_notices),
            web.post("/v1/notices/read", self._read_notices),
        ]

    async def invite(self) -> PairingOffer:
        """Make an invitation for a phone."""
        invitation = await self._pairing.offer(relay=self._relay_url, unprotected=self._addresses.unprotected)
        return self._to_offer(invitation, self._addresses.origin)

    def _to_offer(self, invitation: Invitation, origin: str) -> PairingOffer:
        link = invitation.link(f"{origin}/")
        return PairingOffer(
            link=link,
            qr=draw_qr(link),
            expires=invitation.expires_s * 1000,
            unprotected=self._addresses.unprotected,
        )

    async def _show_status(self, _: web.Request) -> web.Response:
        return answer(await self._database.read(self._status))

    async def _page(self, request: web.Request) -> web.Response:
        after, limit = int(request.query.get("after", "0")), int(request.query.get("limit", "500"))
        records = await self._database.read(lambda connection: self._thread.since(connection, after, limit))
        return answer([_to_line(record) for record in records])

    async def _follow(self, request: web.Request) -> web.StreamResponse:
        after = int(request.query.get("after", "0"))
        response = web.StreamResponse(headers={"Content-Type": NDJSON})
        await response.prepare(request)
        heard = self._thread.changed.rings
        while True:
            place = after
            records = await self._database.read(
                lambda connection, place=place: self._thread.since(connection, place, FOLLOW_PAGE)
            )
            for record in records:
                await response.write(_to_line(record).to_json() + b"\n")
                after = record.seq
            if not records:
                heard = await self._thread.changed.wait_rung(heard)

    async def _list_devices(self, _: web.Request) -> web.Response:
        def query(connection: Connection) -> Devices:
            return Devices(
                devices=tuple(each.to_info() for each in devices.every(connection)),
                connected=tuple(sorted(self._connected_devices())),
                push=tuple(each.to_info() for each in push.every(connection)),
                pushed=tellings_told.newest_pushes(connection),
                last=contacts.last(connection),
            )

        return answer(await self._database.read(query))

    async def _unpair(self, request: web.Request) -> web.Response:
        reference = request.match_info["ref"]

        def transact(connection: Connection) -> DeviceInfo:
            device = devices.resolve(connection, reference)
            self._access.remove(connection, device.id, origin=LOCAL)
            return device.to_info()

        return answer(await self._database.write(transact))

    async def _allow(self, request: web.Request) -> web.Response:
        reference = request.match_info["ref"]
        allowed = await self._database.write(lambda connection: self._access.allow_unprotected(connection, reference))
        return answer(allowed.to_info())

    async def _pair(self, _: web.Request) -> web.Response:
        return answer(await self.invite())

    async def _wait_pairing(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": NDJSON})
        await response.prepare(request)
        now = self._pairing.progress
        while True:
            await response.write(to_progress(now).to_json() + b"\n")
            if now.state not in {"waiting", "digits"}:
                await response.write_eof()
                return response
            now = await self._pairing.wait_changed(now)

    async def _digits(self, request: web.Request) -> web.Response:
        typed = Digits.model_validate_json(await request.read()).digits
        return answer(to_progress(await self._pairing.type_digits(typed)))

    async def _decline(self, _: web.Request) -> web.Response:
        await self._pairing.decline()
        return answer(to_progress(self._pairing.progress))

    async def open_link(self) -> str:
        """Make a one-use link for this computer's own browser."""
        invitation = await self._pairing.offer(relay=self._relay_url, unprotected=False, vouched=True)
        return invitation.link(f"{self._addresses.local_origin}/")

    async def _open(self, _: web.Request) -> web.Response:
        return answer(OpenLink(url=await self.open_link()))

    async def _list_projects(self, _: web.Request) -> web.Response:
        return answer(await self._database.read(infos))

    async def add_project(self, path: Path) -> ProjectInfo:
        """Make a folder a project; raises UsageError."""

        def transact(connection: Connection) -> ProjectInfo:
            added = projects.add(connection, ProjectId(new_id(self._random)), path)
            self._commanding.permitting.tell(connection, LOCAL)
            return info_in(connection, added)

        return await self._database.write(transact)

    async def _add_project(self, request: web.Request) -> web.Response:
        path = NewProject.model_validate_json(await request.read()).path
        return answer(await self.add_project(Path(path)))

    async def _trust(self, request: web.Request) -> web.Response:
        reference = request.match_info["ref"]

        def transact(connection: Connection) -> tuple[ProjectInfo, tuple[Effect, ...]]:
            project = projects.resolve(connection, reference)
            effects = self._commanding.trust(connection, project, LOCAL, trusted=True)
            return info_in(connection, projects.resolve(connection, project.id)), effects

        trusted, effects = await self._database.write(transact)
        self._perform(effects)
        return answer(trusted)

    async def _list_notices(self, _: web.Request) -> web.Response:
        return answer(await self._database.read(tellings_told.lines))

    async def _read_notices(self, _: web.Request) -> web.Response:
        def transact(connection: Connection) -> None:
            newest = tellings.newest(connection, 1)
            if newest:
                self._commanding.read_notices(connection, newest[0].seq, LOCAL)

        await self._database.write(transact)
        return web.Response(status=204)


def to_progress(progress: Progress) -> PairingProgress:
    """Return where a pairing stands, as it is told outside."""
    state = "failed" if progress.state == "idle" else progress.state
    words = "no code is shown now" if progress.state == "idle" else progress.words
    return PairingProgress(
        state=state,
        name=progress.name,
        unprotected=progress.unprotected,
        tries_left=progress.tries_left,
        words=words,
    )


def _to_line(record: Record) -> ThreadLine:
    return ThreadLine.model_validate_json(
        b'{"seq":%d,"type":"%b","body":%b}' % (record.seq, record.type.encode(), record.body)
    )
