// Mozilla's Readability over many pages in one process, for tools.py.
//
// Reads a JSON line {html: base64 of the page's bytes, url} for each page and answers with one:
// {content, title, byline, date, ms}, all but ms null where there is no article, or {error, ms}.
// jsdom decodes the bytes as a browser does, runs no script and loads nothing.

const { createInterface } = require("node:readline");
const { Readability } = require("@mozilla/readability");
const { JSDOM, VirtualConsole } = require("jsdom");

const silent = new VirtualConsole();

function answer({ html, url }) {
  const page = new JSDOM(Buffer.from(html, "base64"), {
    url: url ?? "http://example.org/",
    contentType: "text/html",
    virtualConsole: silent,
  });
  try {
    const found = new Readability(page.window.document).parse() ?? {};
    return {
      content: found.content ?? null,
      title: found.title ?? null,
      byline: found.byline ?? null,
      date: found.publishedTime ?? null,
    };
  } finally {
    page.window.close();
  }
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const start = process.cpuUsage();
  let result;
  try {
    result = answer(JSON.parse(line));
  } catch (fault) {
    result = { error: String(fault) };
  }
  const { user, system } = process.cpuUsage(start);
  process.stdout.write(JSON.stringify({ ...result, ms: (user + system) / 1000 }) + "\n");
});
