"""A visitor without a screen: speaks Streamlit's own protocol over its WebSocket.

What the browser's part of the page does, this does too: it keeps the messages that the server may
later name by their hash, sends the state of all widgets with each run, asks for files by the ids
of their buttons, and puts uploads where the server says.
"""

import asyncio
import json
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Self

import pyarrow as pa
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs, UploadedFileInfo
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.widgets import to_state

PATIENCE_S = 180
LARGEST = 200_000_000

LOOK_S = 0.7  # as the page itself


class VisitError(Exception):
    """The page answered with an error, or not at all."""


@dataclass
class Visitor:
    """One session.

    Attributes
    ----------
    elements
        What the last run placed, by its place on the page.
    states
        What the widgets say, by their ids.
    """

    address: str
    socket: ClientConnection
    query: str = ""
    elements: dict[tuple[int, ...], Element] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    received: int = 0
    _kept: dict[str, ForwardMsg] = field(default_factory=dict)
    _session: str = ""
    _asked: int = 0

    async def run(self) -> float:
        """Let the page run with the widgets as they are; give the seconds until it had run."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.context_info.url = self.address
        message.rerun_script.cached_message_hashes.extend(self._kept)
        message.rerun_script.widget_states.widgets.extend(self.states.values())
        start = perf_counter()
        await self.socket.send(message.SerializeToString())
        await self._listen("script_finished")
        for identifier in [key for key, state in self.states.items() if state.trigger_value]:
            del self.states[identifier]
        self._settle()
        if errors := [e.exception.message for e in self.of("exception")]:
            raise VisitError(errors[0])
        return perf_counter() - start

    async def run_until(self, kind: str, key: str) -> None:
        """Run the page until a widget is there: it looks itself for what takes a while."""
        async with asyncio.timeout(PATIENCE_S):
            await self.run()
            while not self._has(kind, key):
                await asyncio.sleep(LOOK_S)
                await self.run()

    def _has(self, kind: str, key: str) -> bool:
        """Tell whether there is a widget that has a key."""
        return any(str(getattr(e, kind).id).endswith(f"-{key}") for e in self.of(kind))

    def _settle(self) -> None:
        """Let every widget stand as the server placed it or this visitor set it; forget those gone."""
        before, self.states = self.states, {}
        for element in self.elements.values():
            identifier = str(getattr(getattr(element, str(element.WhichOneof("type"))), "id", ""))
            state = to_state(element, before.get(identifier))
            if state is not None:
                self.states[identifier] = state

    async def _listen(self, wanted: str) -> ForwardMsg:
        """Take what the server says until it says what is wanted."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                raw = await self.socket.recv(decode=False)
                self.received += len(raw)
                message = ForwardMsg.FromString(raw)
                if message.WhichOneof("type") == "ref_hash":
                    known = self._kept[message.ref_hash]
                    message.delta.CopyFrom(known.delta)
                elif message.metadata.cacheable:
                    self._kept[message.hash] = message
                self._take(message)
                if message.WhichOneof("type") == wanted and not self._is_early(message):
                    return message

    @staticmethod
    def _is_early(message: ForwardMsg) -> bool:
        """Whether a run ended only because another was to begin."""
        early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return message.WhichOneof("type") == "script_finished" and message.script_finished == early

    def _take(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session":
                self._session = message.new_session.initialize.session_id
                self.elements.clear()
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                place = tuple(message.metadata.delta_path)
                self.elements[place] = message.delta.new_element

    def of(self, kind: str) -> Iterator[Element]:
        """Give the elements of a kind from the top of the page to its end."""
        for _, element in sorted(self.elements.items(), key=lambda pair: pair[0]):
            if element.WhichOneof("type") == kind:
                yield element

    def _widget(self, kind: str, key: str) -> str:
        """Give the id of the widget that has a key."""
        for element in self.of(kind):
            identifier = str(getattr(element, kind).id)
            if identifier.endswith(f"-{key}"):
                return identifier
        message = f"there is no {kind} {key!r}"
        raise VisitError(message)

    def choose(self, key: str, label: str) -> None:
        """Choose in a segmented control, by what stands on it."""
        state = WidgetState(id=self._widget("button_group", key))
        state.string_array_value.data.append(label)
        self.states[state.id] = state

    def say(self, key: str, said: dict[str, Any]) -> None:
        """Say what the map's part in the browser would say."""
        identifier = self._widget("bidi_component", f"{key} controller")
        self.states[identifier] = WidgetState(id=identifier, json_value=json.dumps({"state": said}))

    def press(self, key: str) -> None:
        """Press a button; the next run hears of it."""
        identifier = self._widget("button", key)
        self.states[identifier] = WidgetState(id=identifier, trigger_value=True)

    @property
    def title(self) -> str:
        return next(self.of("heading")).heading.body

    @property
    def texts(self) -> list[str]:
        return [element.text.body for element in self.of("text")]

    @property
    def table(self) -> pa.Table:
        """The first table of the page."""
        return pa.ipc.open_stream(next(self.of("dataframe")).dataframe.arrow_data.data).read_all()

    async def download(self, key: str) -> bytes:
        """Take a file."""
        return await self.fetch(await self.order(key))

    async def order(self, key: str) -> str:
        """Have a file made; give its address."""
        button = next(
            e.download_button
            for e in self.of("download_button")
            if e.download_button.id.endswith(key)
        )
        self._asked += 1
        message = BackMsg()
        request = message.backend_operation_request
        request.request_id = str(self._asked)
        request.session_id = self._session
        request.deferred_file.file_id = button.deferred_file_id
        await self.socket.send(message.SerializeToString())
        answer = (await self._listen("backend_operation_response")).backend_operation_response
        if answer.error_msg:
            raise VisitError(answer.error_msg)
        return str(answer.deferred_file.url)

    async def fetch(self, path: str) -> bytes:
        """Fetch what was made."""
        url = self.address.rstrip("/") + path
        return await asyncio.to_thread(_fetch, urllib.request.Request(url))  # noqa: S310 - our own

    async def upload(self, key: str, name: str, content: bytes) -> None:
        """Bring a file; the next run has it."""
        identifier = self._widget("file_uploader", key)
        self._asked += 1
        message = BackMsg()
        message.file_urls_request.request_id = str(self._asked)
        message.file_urls_request.session_id = self._session
        message.file_urls_request.file_names.append(name)
        await self.socket.send(message.SerializeToString())
        urls = (await self._listen("file_urls_response")).file_urls_response.file_urls[0]
        await asyncio.to_thread(self._put, urls, name, content)
        state = WidgetState(id=identifier)
        state.file_uploader_state_value.uploaded_file_info.append(
            UploadedFileInfo(name=name, size=len(content), file_id=urls.file_id, file_urls=urls)
        )
        self.states[identifier] = state

    def _put(self, urls: FileURLs, name: str, content: bytes) -> None:
        """Send a file as a browser's form does."""
        mark = "----a-visitor-of-the-atlas"
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        with urllib.request.urlopen(f"{self.address}_stcore/health") as answer:  # noqa: S310
            cookies = answer.headers.get_all("Set-Cookie") or []
        token = next((c.split(";")[0] for c in cookies if "xsrf" in c), "=")
        request = urllib.request.Request(  # noqa: S310 - our own server
            self.address.rstrip("/") + urls.upload_url, data=body, method="PUT"
        )
        request.add_header("Content-Type", f"multipart/form-data; boundary={mark}")
        request.add_header("Cookie", token)
        request.add_header("X-Xsrftoken", token.partition("=")[2].strip('"'))
        _fetch(request)

    @classmethod
    @asynccontextmanager
    async def at(cls, address: str, query: str = "") -> AsyncIterator[Self]:
        """Open the page and leave it at the end."""
        url = address.replace("http://", "ws://") + "_stcore/stream"
        async with connect(
            url, subprotocols=["streamlit"], max_size=LARGEST, compression=None, ping_interval=None
        ) as socket:
            yield cls(address, socket, query)


def _fetch(request: urllib.request.Request) -> bytes:
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310 - our own
        content: bytes = answer.read()
        return content
