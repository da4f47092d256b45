"""The newsletter's site: two forms, kept in memory."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site(BaseHTTPRequestHandler):
    """Answers one caller."""

    def do_POST(self):
        form = self.read_form()
        if self.path == "/api/subscribe":
            self.subscribe(form)
        elif self.path == "/api/contact":
            self.contact(form)
        else:
            self.answer(404, {"error": "not_found"})

    def subscribe(self, form):
        email = form.get("email", "")
        if "@" not in email:
            self.answer(400, {"error": "bad_email"})
            return
        self.server.subscribers.append(email)
        self.answer(201, {"subscribed": email})

    def contact(self, form):
        text = form.get("text", "").strip()
        if not text:
            self.answer(400, {"error": "empty_text"})
            return
        self.server.letters.append(text)
        self.answer(201, {"received": True})

    def read_form(self):
        try:
            form = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
        except ValueError:
            return {}
        return form if isinstance(form, dict) else {}

    def answer(self, status, body, headers=()):
        payload = json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_):
        pass


def make_site(port=0):
    """Return a server for the site; port 0 takes a free one."""
    site = ThreadingHTTPServer(("127.0.0.1", port), Site)
    site.subscribers = []
    site.letters = []
    return site


if __name__ == "__main__":
    make_site(8000).serve_forever()
