import pytest

from farhand.checks.counts import read_counts

# As the programs print it: pytest 9, unittest of Python 3.11, node 20, jest 30, vitest 4, mocha 11 and cargo 1.95 were
# run for it; the others are written from what they print for other projects.
PYTEST = """
=========================== short test summary info ============================
FAILED test_a.py::T::test_b - AssertionError: None
==================== 1 failed, 1 passed, 1 skipped in 0.61s ====================
"""
PYTEST_QUIET = "FAILED test_a.py::T::test_b - AssertionError: None\n1 failed, 1 passed, 1 skipped in 0.64s\n"
PYTEST_LONG = "====== 3 failed, 120 passed, 2 xfailed, 1 xpassed, 4 warnings, 2 errors in 75.61s (0:01:15) ======\n"
UNITTEST = "F.s\n" + "-" * 70 + "\nRan 3 tests in 0.000s\n\nFAILED (failures=1, skipped=1)\n"
NODE_TAP = """ok 3 - c # SKIP
1..3
# tests 3
# suites 0
# pass 1
# fail 1
# cancelled 0
# skipped 1
# todo 0
# duration_ms 104.385844
"""
JEST = """Test Suites: 2 failed, 2 total
Tests:       1 failed, 1 skipped, 1 todo, 1 passed, 4 total
Snapshots:   0 total
Time:        0.368 s
"""
VITEST = """
 Test Files  1 failed (1)
      Tests  1 failed | 1 passed | 1 skipped | 1 todo (4)
   Start at  16:16:01
"""
MOCHA = """
  x
    ✔ a
    1) b
    - c

  2 passing (3ms)
  1 pending
  1 failing
"""
BUN = """bun test v1.1.0
 3 pass
 1 skip
 1 fail
 4 expect() calls
Ran 5 tests across 1 files. [15.00ms]
"""
CARGO = """running 3 tests
test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.09s

   Doc-tests rs
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
"""
GO_VERBOSE = """=== RUN   TestA
--- PASS: TestA (0.00s)
=== RUN   TestB
=== RUN   TestB/inner
    --- FAIL: TestB/inner (0.00s)
--- FAIL: TestB (0.00s)
=== RUN   TestC
--- SKIP: TestC (0.00s)
FAIL
FAIL\texample.com/x\t0.002s
"""
GO = "--- FAIL: TestB (0.00s)\nFAIL\nFAIL\texample.com/x\t0.002s\nok  \texample.com/y\t0.001s\n"
GO_EVENTS = """{"Action":"run","Package":"example.com/x","Test":"TestA"}
{"Action":"output","Package":"example.com/x","Test":"TestA","Output":"=== RUN   TestA\\n"}
{"Action":"output","Package":"example.com/x","Test":"TestA","Output":"--- PASS: TestA (0.00s)\\n"}
{"Action":"pass","Package":"example.com/x","Test":"TestA","Elapsed":0}
{"Action":"fail","Package":"example.com/x","Test":"TestB/inner","Elapsed":0}
{"Action":"fail","Package":"example.com/x","Test":"TestB","Elapsed":0}
{"Action":"skip","Package":"example.com/x","Test":"TestC","Elapsed":0}
{"Action":"fail","Package":"example.com/x","Elapsed":0.002}
{"Time":"2026-01-01T00:00:00Z","Action":"pass","Package":"example.com/y","Test":"TestA","Elapsed":0.1}
{"Action":"pass","Package":"example.com/y","Elapsed":0.1}
"""
NEXTEST = """        FAIL [   0.005s] (1/3) proj tests::bad
────────────
     Summary [   0.010s] 3 tests run: 2 passed, 1 failed, 4 skipped
        FAIL [   0.005s] (1/3) proj tests::bad
error: test run failed
"""
PHPUNIT = """FAILURES!
Tests: 6, Assertions: 4, Failures: 1, Errors: 1, Skipped: 1, Incomplete: 1.
"""
DOTNET = """Failed!  - Failed:     1, Passed:     4, Skipped:     2, Total:     7, Duration: 9 ms - A.dll (net8.0)
Passed!  - Failed:     0, Passed:     3, Skipped:     0, Total:     3, Duration: < 1 ms - B.dll (net8.0)
"""
PNPM = """packages/a test$ vitest run
packages/a test:       Tests  2 passed (2)
packages/b test:       Tests  1 failed | 3 passed (4)
"""
TURBO = "web:test:       Tests  2 passed (2)\n@x/api:test: Tests:       1 failed, 3 passed, 4 total\n"
JUNIT_MOCHA = '<testsuite name="Mocha Tests" tests="4" failures="0" errors="1" skipped="1" time="0.002">\n'
JUNIT_VITEST = """<?xml version="1.0" encoding="UTF-8" ?>
<testsuites name="vitest tests" tests="4" failures="1" errors="0" time="0.007060476">
    <testsuite name="v/a.test.ts" hostname="vm" tests="4" failures="1" errors="0" skipped="2" time="0.007">
    </testsuite>
</testsuites>
"""
JUNIT_NESTED = """<testsuites><testsuite name="all" tests="3" failures="1"><testsuite name="in" tests="3" failures="1">
<testcase/></testsuite></testsuite><testsuite name="none" tests="0"/><testsuite tests="2"></testsuite></testsuites>
"""


@pytest.mark.parametrize(
    ("output", "counts"),
    [
        ("", None),
        ("all 14 tests passed\n", None),
        (PYTEST, (1, 2)),
        (PYTEST_QUIET, (1, 2)),
        (PYTEST_LONG, (121, 126)),
        ("============================ no tests ran in 0.01s =============================\n", None),
        ("14 passed in 2.31s\n", (14, 14)),
        (UNITTEST, (1, 2)),
        ("Ran 3 tests in 0.000s\n\nOK\n", (3, 3)),
        ("Ran 4 tests in 1.0s\n\nFAILED (failures=1, errors=1, expected failures=1)\n", (1, 3)),
        ("Ran 2 tests in 0.001s\n\nFAILED (unexpected successes=1)\n", (1, 2)),
        (NODE_TAP, (1, 2)),
        (NODE_TAP.replace("# ", "\u2139 "), (1, 2)),
        ("# tests 3\n# pass  2\n# fail  1\n", (2, 3)),
        (NODE_TAP.replace("cancelled 0", "cancelled 2"), (1, 4)),
        (JEST, (1, 2)),
        ("Tests:       14 passed, 14 total\n", (14, 14)),
        (VITEST, (1, 2)),
        ("      Tests  14 passed (14)\n", (14, 14)),
        (MOCHA, (2, 3)),
        ("\n  14 passing (20ms)\n\n", (14, 14)),
        ("  0 passing (1ms)\n", None),
        (BUN, (3, 4)),
        (CARGO, (3, 4)),
        (GO_VERBOSE, (1, 2)),
        (GO, None),
        (GO_EVENTS, (2, 3)),
        (NEXTEST, (2, 3)),
        ("     Summary [   0.141s] 1/9 test run: 0 passed, 1 failed, 1 timed out, 0 skipped\n", (0, 1)),
        ("\nFAILED | 5 passed (3 steps) | 1 failed (21ms)\n", (5, 6)),
        ("\nok | 14 passed | 0 failed | 2 ignored (130ms)\n", (14, 14)),
        ("14 examples, 2 failures, 1 pending\n", (11, 13)),
        ("1 example, 0 failures\n", (1, 1)),
        ("0 examples, 0 failures, 1 error occurred outside of examples\n", (0, 1)),
        ("OK (14 tests, 20 assertions)\n", (14, 14)),
        (PHPUNIT, (2, 4)),
        (DOTNET, (7, 8)),
        ("Test summary: total: 17, failed: 1, succeeded: 14, skipped: 2, duration: 1.0s\n", (14, 15)),
        (PNPM, (5, 6)),
        (TURBO, (5, 6)),
        (JUNIT_MOCHA, (2, 3)),
        (JUNIT_VITEST, (1, 2)),
        (JUNIT_NESTED, (4, 5)),
        (PYTEST + VITEST, (2, 4)),
    ],
)
def test_the_counts_of_each_runner_are_read(output: str, counts: tuple[int, int] | None) -> None:
    assert read_counts(output) == counts


@pytest.mark.parametrize("output", [CARGO, GO_VERBOSE, GO_EVENTS])
def test_runners_without_a_sum_are_not_counted_from_half_an_output(output: str) -> None:
    assert read_counts(output, is_whole=False) is None
