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
# Each calls alert() by itself, when something is pointed at or followed, or when read wrongly.
VECTORS = (
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT >",
    "<script src='data:text/javascript,alert(1)'></script>",
    "<script type=module>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<p><<script>alert(1)//<</script></p>",
    "<img src=x: onerror=alert(1)>",
    "<img src=x: onerror='alert(1)' alt='a picture of it'>",
    "<img src='x:' alt='a' onerror=&#97;lert(1)>",
    "<img src=/a.jpg alt='\" onerror=\"alert(1)'><img src='\"onerror=alert(1) x=\"'>",
    "<img srcset='x: 1x' onerror=alert(1)>",
    "<picture><source srcset=x:><img src=x: onerror=alert(1)></picture>",
    "<image href=x: onerror=alert(1)>",
    "<body onload=alert(1)><p>text</p>",
    "<svg onload=alert(1)></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script>alert&#40;1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "<svg><set onbegin=alert(1) attributeName=x></svg>",
    "<svg><a href='javascript:alert(1)'><text y=20>go</text></a></svg>",
    "<svg><foreignObject><p onclick=alert(1)>Go there</p></foreignObject></svg>",
    "<svg><style><img src=x: onerror=alert(1)></style></svg>",
    "<svg><p><style><!--</style><img src=x: onerror=alert(1)>--></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img src=x: onerror=alert(1)>",
    "<math><annotation-xml encoding=text/html><img src=x: onerror=alert(1)></annotation-xml>",
    "<math href='javascript:alert(1)'><mi href='javascript:alert(1)'>a</mi></math>",
    "<math><mi>&lt;img src=x: onerror=alert(1)&gt;</mi></math>",
    "<p>\\(a &lt;img src=x: onerror=alert(1)&gt;\\)</p>",
    "<p onclick=alert(1) onmouseover=alert(1)>Press here, please.</p>",
    "<p><b onfocus=alert(1) tabindex=1 autofocus>Look at this</b></p>",
    "<p><a href='javascript:alert(1)'>Go there</a></p>",
    "<p><a href=' &#1;javascript:alert(1)'>Go there</a></p>",
    "<p><a href='java\nscript:alert(1)'>Go there</a></p>",
    "<p><a href='java&Tab;script&colon;alert(1)'>Go there</a></p>",
    "<p><a href='JaVaScRiPt:alert(1)'>Go there</a></p>",
    "<p><a href='&#x6A&#x61vascript:alert(1)'>Go there</a></p>",
    "<p><a href='javascript://a.example/%0aalert(1)'>Go there</a></p>",
    "<p><a href='view-source:javascript:alert(1)'>Go there</a></p>",
    "<p><a href='data:text/html,<script>alert(1)</script>'>Go there</a></p>",
    "<p><a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>Go there</a></p>",
    "<p><a href='vbscript:alert(1)'>Go there</a></p>",
    "<p><a href='https://a.example/\" onmouseover=\"alert(1)'>Go there</a></p>",
    "<p><a href='https://a.example/' onclick=alert(1)>Go there</a></p>",
    "<p><a href='https://a.example/' ping='javascript:alert(1)' target=_top>Go there</a></p>",
    "<base href='javascript:alert(1)//'><p><a href='x'>Go there</a></p>",
    "<base href='data:text/html,'><p><a href='<script>alert(1)</script>'>Go there</a></p>",
    "<iframe src='javascript:parent.alert(1)'></iframe>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe srcdoc='&lt;img src=x: onerror=parent.alert(1)&gt;'></iframe>",
    "<iframe onload=alert(1)></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<object data='data:text/html,<script>parent.alert(1)</script>'></object>",
    "<embed src='javascript:alert(1)'>",
    "<video src=x: onerror=alert(1)></video><video><source src=x: onerror=alert(1)></video>",
    "<audio src=x: onerror=alert(1)></audio>",
    "<video poster='javascript:alert(1)' src='javascript:alert(1)'></video>",
    "<details open ontoggle=alert(1)><summary>More of it</summary></details>",
    "<form action='javascript:alert(1)'><button>Send it</button></form>",
    "<form><button formaction='javascript:alert(1)'>Send it</button></form>",
    "<input autofocus onfocus=alert(1)><select autofocus onfocus=alert(1)></select>",
    "<textarea autofocus onfocus=alert(1)></textarea><keygen autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>It moves along</marquee>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href='javascript:alert(1)' onerror=alert(1)>",
    "<style>@keyframes a{}</style><p style='animation:a 1ms' onanimationend=alert(1)>It moves</p>",
    "<style onload=alert(1)></style>",
    "<p style='background:url(javascript:alert(1))'>It is coloured</p>",
    "<table background='javascript:alert(1)'><tr><td colspan='2\" onclick=\"alert(1)'>a<td>b",
    "<ol start='1\" onclick=\"alert(1)'><li value='2\" onclick=\"alert(1)'>The first</ol>",
    "<blockquote cite='javascript:alert(1)' onclick=alert(1)><p>It was said.</p></blockquote>",
    "<pre><code class='language-a\" onclick=\"alert(1)'>a = b</code></pre>",
    "<pre>&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;</pre>",
    "<p>&lt;img src=x: onerror=alert(1)&gt;</p>",
    "<p>&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;</p>",
    "<xmp><img src=x: onerror=alert(1)></xmp>",
    "<noscript><p title='</noscript><img src=x: onerror=alert(1)>'></noscript>",
    "<textarea><p title='</textarea><img src=x: onerror=alert(1)>'></textarea>",
    "<title><p title='</title><img src=x: onerror=alert(1)>'></title>",
    "<!--><img src=x: onerror=alert(1)>-->",
    "<!-- --!><img src=x: onerror=alert(1)> -->",
    "<![CDATA[<img src=x: onerror=alert(1)>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?><?php <img src=x: onerror=alert(1)>?>",
    "<template><img src=x: onerror=alert(1)></template>",
    "<figure><img src=/a.jpg><figcaption>&lt;img src=x: onerror=alert(1)&gt;</figcaption></figure>",
    "<p id='a\" onclick=\"alert(1)'>See<sup><a href='#a\" onclick=\"alert(1)'>1</a></sup></p>",
    "<article dir='rtl\" onclick=\"alert(1)' lang='x\" onclick=\"alert(1)'><p>It is so.</p>",
    "<p>`<a href=\"https://a.example/`onmouseover=alert(1)\">Go there</a>`</p>",
)  # fmt: skip
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
