"""The endpoint under load, and beside clients that mean no good. Prints figures; fails where an answer is not the one that was due, a
connection breaks, or memory grows. Usage: load.py PROGRAM SECONDS"""

import contextlib
import json
import os
import pathlib
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

PATH = (
    "/v1.0/servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/"
    "Azure2Azure.0c0e35dc188a4eb3b8ba61752154b407.9c8934a1-fe0d-4c01-8f6a-2ac48d7a6b6c/provisionOnDemand"
)
GOOD = json.dumps(
    {
        "parameters": [
            {
                "ruleId": "c0e1a2b3-91e6-4cf5-a0ef-5f2a4f0c8a17",
                "subjects": [{"objectId": "5e7b3a60-24b1-4f7b-9d0c-0d3f6a1b2c3d", "objectTypeName": "User"}],
            }
        ]
    }
)
BROKEN = GOOD.replace('"parameters":', '"parameters"')

# Three good bodies, then a broken one; each answer is counted by its status.
SCRIPT = """
local good, broken = [==[%s]==], [==[%s]==]
local headers = { ["Content-Type"] = "application/json" }
local count, threads = 0, {}
function setup(thread) table.insert(threads, thread) end
function init() s200, s400, other = 0, 0, 0 end
function request()
  count = count + 1
  return wrk.format("POST", "%s", headers, count %% 4 == 0 and broken or good)
end
function response(status)
  if status == 200 then s200 = s200 + 1 elseif status == 400 then s400 = s400 + 1 else other = other + 1 end
end
function done(summary)
  local sums = { s200 = 0, s400 = 0, other = 0 }
  for _, thread in ipairs(threads) do
    for name in pairs(sums) do sums[name] = sums[name] + thread:get(name) end
  end
  print("statuses", sums.s200, sums.s400, sums.other)
end
"""


def memory(process):
    """Kilobytes in memory."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1])


def processor(process):
    """Seconds of processor time, of all threads."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def connect(address):
    connection = socket.create_connection(address)
    connection.settimeout(60)
    return connection


def ask(address):
    """The status of one good request."""
    with contextlib.closing(connect(address)) as connection:
        head = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
        connection.sendall(f"{head}Content-Length: {len(GOOD)}\r\n\r\n{GOOD}".encode())
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return int(answer.split()[1])


def empty(base, seconds):
    """Answers in a second where nothing is checked: what the machine, the client and the sockets allow at this hour."""
    command = ["wrk", "--threads", "1", "--connections", "64", "--duration", f"{seconds}s", f"{base}/_icon.svg"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def load(base, seconds, process):
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / "mixed.lua"
        script.write_text(SCRIPT % (GOOD, BROKEN, PATH))
        command = ["wrk", "--threads", "1", "--connections", "64", "--duration", f"{seconds}s", "--script", str(script), base]
        # What is kept of requests is filled first, so that only what grows beyond it counts.
        subprocess.run([*command[:5], "--duration", "3s", *command[7:]], capture_output=True, check=True)
        # Once before and once behind, since others may come and go on the machine meanwhile.
        most = [empty(base, max(seconds // 6, 2))]
        before, begun = memory(process), processor(process)
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    after, used = memory(process), processor(process) - begun
    most.append(empty(base, max(seconds // 6, 2)))
    good, broken, other = map(int, re.search(r"statuses\s+(\d+)\s+(\d+)\s+(\d+)", output).groups())
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])
    each = 1e6 * used / (good + broken)
    print(f"{rate:.0f} requests/s, {good} good and {broken} broken; {each:.1f} us of processor each; memory {before} KB before, {after} KB after")
    print(f"{most[0]:.0f} before and {most[1]:.0f} after without a check, of which this is {2 * rate / sum(most):.0%}")
    assert other == 0, f"{other} answers with another status"
    # wrk counts an answer as late after two seconds; on a machine that does other things too, that says nothing.
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+)", output)
    assert errors is None or set(errors.groups()) == {"0"}, output
    assert abs(good - 3 * broken) <= 0.01 * good + 300, "good and broken bodies were taken for each other"
    assert after < before * 1.2 + 8192, "memory grows"


def hostile(address, process):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    head = b"POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    # 1 GB: refused at once, or when it is too much.
    for framing, lead in [(b"Content-Length: 1073741824\r\n\r\n", b""), (b"Transfer-Encoding: chunked\r\n\r\n", b"100000\r\n")]:
        with contextlib.closing(connect(address)) as connection:
            connection.sendall(head + framing)
            part = b" " * 0x100000
            with contextlib.suppress(ConnectionError):
                for _ in range(1024):
                    connection.sendall(lead + part + (b"\r\n" if lead else b""))
                    connection.setblocking(False)
                    with contextlib.suppress(BlockingIOError):
                        if connection.recv(12, socket.MSG_PEEK):
                            break
                    connection.setblocking(True)
            connection.setblocking(True)
            assert connection.recv(12) == b"HTTP/1.1 413"
        assert ask(address) == 200
    print("1 GB: refused with 413")
    count = min(10_000, hard - 200)
    silent = []
    for number in range(count):
        connection = connect(address)
        if number % 3 == 1:
            connection.sendall(b"POST /v1.0/us")
        elif number % 3 == 2:
            connection.sendall(head + b"Content-Length: 100\r\n\r\n{")
        silent.append(connection)
        if number % 1000 == 0:
            assert ask(address) == 200
    begun = time.monotonic()
    assert all(ask(address) == 200 for _ in range(100))
    print(f"{count} silent connections: 100 others were answered in {time.monotonic() - begun:.2f} s; memory {memory(process)} KB")
    for connection in silent[::2]:
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
    assert all(ask(address) == 200 for _ in range(100))
    print("half of them half-closed: the others are answered")
    for connection in silent:
        connection.close()
    assert ask(address) == 200


def main():
    program, seconds = sys.argv[1], int(sys.argv[2])
    process = subprocess.Popen([program, "serve"], stdout=subprocess.PIPE, text=True)
    try:
        base = process.stdout.readline().strip()
        parts = urllib.parse.urlsplit(base)
        address = (parts.hostname, parts.port)
        assert ask(address) == 200
        load(base, seconds, process)
        hostile(address, process)
    finally:
        process.terminate()
        process.wait()


main()
