"""Our HTML of hostile pages, shown by a real browser: nothing runs, no link leads to a script."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scrapeclean import extract
from xss_vectors import VECTORS

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PROSE = (
    "<p>The old mill at the creek stood still for sixty years, and its wheel, of which nobody knew "
    "the age, had been sold for scrap long before the war, as the miller liked to tell.</p>"
)
# Shows each piece in a frame, points at everything, and sends what happened to the test.
HARNESS = """<!doctype html><meta charset=utf-8><body><script>
const hits = [], pieces = PIECES;
window.call = (n, what) => { hits.push([n, what]); };
pieces.forEach((piece, n) => {
  const frame = document.createElement("iframe");
  frame.srcdoc = "<script>for (const f of ['alert', 'confirm', 'prompt', 'eval']) window[f] = " +
    "() => parent.call(" + n + ", f);<" + "/script>" + piece;
  document.body.append(frame);
});
function look(frame, n) {
  const page = frame.contentDocument;
  if (!page) return call(n, "left");
  for (const element of page.body.querySelectorAll("*")) {
    for (const {name, value} of element.attributes) {
      if (name.startsWith("on")) call(n, name);
      if (name == "href" || name == "src" || name == "action" || name == "formaction")
        if (!/^(https?|mailto|about):$/.test(new URL(value, "https://a.example/").protocol))
          call(n, value);
    }
    for (const kind of ["click", "mouseover", "focus"])
      element.dispatchEvent(new Event(kind, {bubbles: true, cancelable: true}));
  }
}
async function show() {
  const frames = [...document.querySelectorAll("iframe")];
  const loaded = frames.map(frame => new Promise(done => frame.addEventListener("load", done)));
  const late = new Promise(done => setTimeout(done, 20000));
  await Promise.race([Promise.all(loaded), late]);
  await new Promise(done => setTimeout(done, 1000));  // for what errors and animations start
  frames.forEach((frame, n) => { try { look(frame, n); } catch (error) { call(n, "" + error); } });
  await new Promise(done => setTimeout(done, 500));
  fetch("/", {method: "POST", body: JSON.stringify(hits)});
}
show();
</script>"""


class Told(BaseHTTPRequestHandler):
    """Serves the page, and takes what it has to tell."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.server.page if self.path == "/" else b"")  # type: ignore[attr-defined]

    def do_POST(self) -> None:
        self.server.told.put(self.rfile.read(int(self.headers["content-length"])))  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing is written to the terminal."""


def hits(folder: Path, pieces: list[str]) -> list[list[object]]:
    """What ran in a browser that showed these pieces of HTML, by the number of the piece."""
    assert BROWSER is not None
    server = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    quoted = json.dumps(pieces).replace("<", "\\u003c")
    server.page = HARNESS.replace("PIECES", quoted).encode()  # type: ignore[attr-defined]
    server.told = queue.Queue()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    browser = subprocess.Popen(
        [BROWSER, *FLAGS, f"--user-data-dir={folder / 'profile'}", "--remote-debugging-port=0",
         address],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        return json.loads(server.told.get(timeout=150))  # type: ignore[attr-defined]
    finally:
        os.killpg(browser.pid, signal.SIGKILL)
        browser.wait()
        server.shutdown()
        server.server_close()


@pytest.mark.skipif(BROWSER is None, reason="needs Chromium: apt-get install chromium")
def test_nothing_runs_in_a_browser(tmp_path: Path) -> None:
    assert len(VECTORS) > 60
    pages = [f"<h1>The mill</h1>{PROSE * 2}{vector}{PROSE * 2}" for vector in VECTORS]
    ours = [extract(page, url="https://a.example/b").to_html() for page in pages]
    assert sum("sixty years" in each for each in ours) == len(ours)
    found = hits(tmp_path, [*VECTORS, "".join(ours)])
    assert [what for number, what in found if number == len(VECTORS)] == []
    ran = {number for number, what in found if what == "alert"}
    assert ran >= {0, 6, 13}  # it is seen when something runs
    assert len(ran) > 30
