import json
import threading
import unittest
from http.client import HTTPConnection

from app import make_site


class SiteTest(unittest.TestCase):
    def setUp(self):
        self.site = make_site()
        threading.Thread(target=self.site.serve_forever, args=(0.01,), daemon=True).start()

    def tearDown(self):
        self.site.shutdown()
        self.site.server_close()

    def post(self, path, body):
        connection = HTTPConnection("127.0.0.1", self.site.server_port, timeout=5)
        connection.request("POST", path, json.dumps(body))
        answer = connection.getresponse()
        found = answer.status, json.loads(answer.read()), answer.headers
        connection.close()
        return found

    def test_an_address_is_subscribed(self):
        status, body, _ = self.post("/api/subscribe", {"email": "ada@example.org"})
        self.assertEqual((status, body), (201, {"subscribed": "ada@example.org"}))

    def test_a_bad_address_is_refused(self):
        self.assertEqual(self.post("/api/subscribe", {"email": "ada"})[:2], (400, {"error": "bad_email"}))

    def test_a_letter_arrives(self):
        self.assertEqual(self.post("/api/contact", {"text": "hello"})[0], 201)

    def test_an_unknown_path_is_not_found(self):
        self.assertEqual(self.post("/api/nowhere", {})[0], 404)

    def test_the_sixth_address_in_a_minute_is_too_many(self):
        answers = [self.post("/api/subscribe", {"email": f"{n}@example.org"})[0] for n in range(6)]
        self.assertEqual(answers, [201] * 5 + [429])

    def test_too_many_is_said_in_json_with_a_time(self):
        for n in range(5):
            self.post("/api/subscribe", {"email": f"{n}@example.org"})
        status, body, headers = self.post("/api/subscribe", {"email": "late@example.org"})
        self.assertEqual((status, body), (429, {"error": "too_many_requests"}))
        self.assertGreater(int(headers["Retry-After"]), 0)


if __name__ == "__main__":
    unittest.main()
