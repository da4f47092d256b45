import { expect, test } from 'vitest';
import { partedAt } from './output-place';

const PYTEST = `____________________________ test_keeps_the_session ____________________________

    def test_keeps_the_session():
>       assert login().status == 200
E       AssertionError: assert 302 == 200

test_session.py:4: AssertionError
=========================== short test summary info ============================
FAILED test_session.py::test_keeps_the_session - AssertionError: assert 302 == 200
========================= 1 failed, 3 passed in 0.05s ==========================
`;

const COVERAGE = `FAILED test_session.py::test_keeps_the_session - assert 302 == 200
1 failed, 3 passed in 0.05s
Name          Stmts   Miss  Cover
errors.py        12      0   100%
`;

const UNITTEST = `F.
======================================================================
FAIL: test_keeps_the_session (test_session.Session)
----------------------------------------------------------------------
Traceback (most recent call last):
  File "test_session.py", line 9, in test_keeps_the_session
    self.assertEqual(200, login())
AssertionError: 200 != 302

----------------------------------------------------------------------
Ran 2 tests in 0.001s

FAILED (failures=1)
`;

const VITEST = ` ❯ src/session.test.ts (5 tests | 2 failed) 418ms
   \u001b[31m×\u001b[0m keeps the session 12ms
 FAIL  src/session.test.ts > keeps the session
AssertionError: expected 302 to be 200

 Test Files  1 failed | 3 passed (4)
\u001b[2m      Tests \u001b[0m \u001b[1;31m2 failed\u001b[0m\u001b[2m | \u001b[0m12 passed (14)
   Start at  10:41:07
   Duration  1.52s (transform 80ms, setup 0ms)
`;

const JEST = `FAIL src/session.test.js
  ● keeps the session

    expect(received).toBe(expected)

Tests:       1 failed, 13 passed, 14 total
Snapshots:   0 total
Ran all test suites.
npm error Lifecycle script \`test\` failed
`;

const MOCHA = `  12 passing (8ms)
  2 failing

  1) keeps the session
`;

const NODE = `✖ keeps the session (1.1ms)
ℹ tests 14
ℹ pass 12
ℹ fail 2
ℹ cancelled 0
ℹ duration_ms 91.2
`;

const GO = `--- FAIL: TestKeepsTheSession (0.00s)
    session_test.go:9: got 302, want 200
FAIL
FAIL\texample.com/site/session\t0.004s
ok  \texample.com/site/errors\t0.003s
?   \texample.com/site\t[no test files]
`;

const GO_PANIC = `panic: runtime error: index out of range [3] with length 3

goroutine 7 [running]:
main.main()
\t/site/main.go:7 +0x1d
exit status 2
`;

const CARGO = `test parses::reads_an_error ... ok
test session::keeps_it ... FAILED

failures:

---- session::keeps_it stdout ----
thread 'session::keeps_it' panicked at src/session.rs:9:9:
assertion \`left == right\` failed

test result: FAILED. 13 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

`;

const GCC = `main.c: In function 'main':
main.c:3:5: error: 'x' undeclared (first use in this function)
    3 |     x = 1;
      |     ^
make: *** [Makefile:2: main] Error 1
`;

const RUSTC = `error[E0308]: mismatched types
 --> src/main.rs:2:18
  |
2 |     let x: u32 = "a";
  |                  ^^^ expected \`u32\`, found \`&str\`
`;

const TSC = `src/session.ts(4,7): error TS2322: Type 'string' is not assignable to type 'number'.
  The expected type comes from property 'status'
`;

const ESLINT = `/site/src/server.js
  12:7  error  'limit' is assigned a value but never used  no-unused-vars

✖ 1 problem (1 error, 0 warnings)

`;

const SCRIPT = `Traceback (most recent call last):
  File "/site/build.py", line 3, in <module>
    1 / 0
ZeroDivisionError: division by zero
`;

test.each([
  ['pytest', PYTEST, '========================= 1 failed, 3 passed in 0.05s'],
  ['pytest, and what comes after it', COVERAGE, '1 failed, 3 passed in 0.05s\nName'],
  ['unittest', UNITTEST, 'FAILED (failures=1)'],
  ['vitest, in colours', VITEST, '\u001b[2m      Tests \u001b[0m \u001b[1;31m2 failed'],
  ['jest', JEST, 'Tests:       1 failed, 13 passed'],
  ['mocha', MOCHA, '  2 failing\n\n  1) keeps'],
  ['node --test', NODE, 'ℹ fail 2\nℹ cancelled'],
  ['go test', GO, 'FAIL\texample.com/site/session\t'],
  ['a panic of go', GO_PANIC, 'panic: runtime error'],
  ['cargo test', CARGO, 'test result: FAILED.'],
  ['gcc', GCC, "main.c:3:5: error: 'x'"],
  ['rustc', RUSTC, 'error[E0308]: mismatched'],
  ['tsc', TSC, 'src/session.ts(4,7): error TS2322'],
  ['eslint', ESLINT, '✖ 1 problem'],
  ['python', SCRIPT, 'ZeroDivisionError: division by zero'],
  ['tap', '1..2\nnot ok 1 - keeps it\n  ---\n  ...\nok 2 - FAILED is a word\n', 'not ok 1 - keeps it'],
])('what %s printed is opened at the last line that tells of a failure', (_, text, line) => {
  const [before, from] = partedAt(text, 'failure');
  expect(from.startsWith(line)).toBe(true);
  expect(before + from).toBe(text);
  expect(before === '' || before.endsWith('\n')).toBe(true);
});

test.each([
  ['nothing failed', 'ok 1 - answers 500 with an Error: text\n✓ reads ERRORS\n14 passed; 0 failed, 0 errors\n'],
  ['the failure has no words', 'src/server.js\n  12:7  "limit" is never used\n'],
  ['it is empty', ''],
])('where %s it is opened at its end', (_, text) => {
  expect(partedAt(text, 'failure')).toEqual([text, '']);
});

test('what did not fail is opened at its begin or its end', () => {
  expect(partedAt(PYTEST, 'begin')).toEqual(['', PYTEST]);
  expect(partedAt(PYTEST, 'end')).toEqual([PYTEST, '']);
});
