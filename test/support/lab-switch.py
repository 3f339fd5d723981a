"""The cables of a network laboratory: one TUN device for each port, and the packets between them.

Run as root by test/support/lab.ts, because neither Node nor a kernel without netem can do it. One line of JSON on stdin
sets something, one line of JSON on stdout answers.

  {"add": {"name": "a", "device": "tap0", "ip": "44.1.0.1", "nat": "44.2.0.1"}}
  {"shape": {"a": {"delay": 0.1, "loss": 0.05, "rate": 125000}}}    seconds one way, share, bytes a second
  {"apart": {"a": 1}}                                               ports of unequal groups do not hear each other
  {"move": {"a": "44.1.0.9"}}                                       another address from now on
  {"stats": true}

A port with "nat" stands behind a translator that keeps its port numbers (endpoint-independent mapping) and lets nothing
in but from an address and port that were sent to before (RFC 4787, address and port-dependent filtering). With
"symmetric" each destination sees another port: nobody can guess where to come in.
"""
import fcntl
import heapq
import json
import os
import random
import select
import socket
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN_NO_PI = 0x1001
QUEUE_SECONDS = 0.5


class Port:
    def __init__(self, name, device, ip, nat, symmetric):
        self.name, self.nat = name, socket.inet_aton(nat) if nat else None
        self.symmetric, self.inside, self.outside = symmetric, {}, {}
        self.own = socket.inet_aton(ip)
        self.fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self.fd, TUNSETIFF, struct.pack("16sH", device.encode(), IFF_TUN_NO_PI))
        self.delay, self.loss, self.rate, self.group = 0.0, 0.0, 0, 0
        self.free = {"up": 0.0, "down": 0.0}
        self.opened = set()
        self.sent = self.lost = self.full = self.cut = self.refused = self.bytes = 0

    def mapped(self, port, remote):
        """The port that a destination sees."""
        if not self.symmetric:
            return port
        if (port, remote) not in self.outside:
            number = struct.pack("!H", 20000 + len(self.outside))
            self.outside[port, remote] = number
            self.inside[number, remote] = port
        return self.outside[port, remote]

    def turn(self, way, size, now):
        """When a packet of `size` bytes has gone through the line; None when the queue before it is full."""
        if self.rate == 0:
            return now
        start = max(now, self.free[way])
        if start - now > QUEUE_SECONDS:
            return None
        self.free[way] = start + size / self.rate
        return self.free[way]


def rewrite(packet, at, value):
    """Puts another address or port at an offset and mends the checksums over it (RFC 1624)."""
    packet = bytearray(packet)
    words = "!%dH" % (len(value) // 2)
    old = bytes(packet[at:at + len(value)])
    packet[at:at + len(value)] = value
    head = (packet[0] & 15) * 4
    places = [10] if at < head else []
    if packet[9] == 6:
        places.append(head + 16)
    elif packet[9] == 17 and packet[head + 6:head + 8] != b"\0\0":
        places.append(head + 6)
    for place in places:
        total = ~struct.unpack_from("!H", packet, place)[0] & 0xFFFF
        for word in struct.unpack(words, old):
            total += ~word & 0xFFFF
        total += sum(struct.unpack(words, value))
        while total >> 16:
            total = (total & 0xFFFF) + (total >> 16)
        struct.pack_into("!H", packet, place, ~total & 0xFFFF)
    return bytes(packet)


class Switch:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.ports, self.routes, self.heap, self.count = {}, {}, [], 0

    def add(self, name, device, ip, nat=None, symmetric=False):
        port = Port(name, device, ip, nat, symmetric)
        self.ports[name] = port
        self.routes[port.nat or port.own] = port
        self.poll.register(port.fd, select.POLLIN)
        self.by_fd = {one.fd: one for one in self.ports.values()}

    def packet(self, source, packet, now):
        if len(packet) < 28 or packet[0] >> 4 != 4:
            return
        head = (packet[0] & 15) * 4
        target = self.routes.get(packet[16:20])
        if target is None:
            return
        if source.nat:
            remote = packet[16:20] + packet[head + 2:head + 4]
            port = source.mapped(packet[head:head + 2], remote)
            source.opened.add((port, remote))
            packet = rewrite(rewrite(packet, 12, source.nat), head, port)
        if source.group != target.group:
            source.cut += 1
            return
        if self.random.random() < source.loss:
            source.lost += 1
            return
        if target.nat:
            port, remote = packet[head + 2:head + 4], packet[12:16] + packet[head:head + 2]
            if (port, remote) not in target.opened:
                target.refused += 1
                return
            packet = rewrite(rewrite(packet, 16, target.own), head + 2, target.inside.get((port, remote), port))
        up = source.turn("up", len(packet), now)
        down = target.turn("down", len(packet), up) if up is not None else None
        if down is None:
            source.full += 1
            return
        source.sent += 1
        source.bytes += len(packet)
        self.count += 1
        heapq.heappush(self.heap, (down + source.delay, self.count, target.fd, packet))

    def deliver(self, now):
        while self.heap and self.heap[0][0] <= now:
            _, _, fd, packet = heapq.heappop(self.heap)
            try:
                os.write(fd, packet)
            except OSError:
                pass  # The device is down, or its queue is full: a packet is lost.

    def command(self, line):
        wish = json.loads(line)
        if "add" in wish:
            self.add(**wish["add"])
        for name, values in wish.get("shape", {}).items():
            for key, value in values.items():
                setattr(self.ports[name], key, value)
        for name, ip in wish.get("move", {}).items():
            port = self.ports[name]
            if port.nat is None:
                self.routes = {at: one for at, one in self.routes.items() if one is not port}
                self.routes[socket.inet_aton(ip)] = port
            port.own = socket.inet_aton(ip)
        for name, group in wish.get("apart", {}).items():
            self.ports[name].group = group
        keys = ("sent", "bytes", "lost", "full", "cut", "refused")
        return {name: {key: getattr(port, key) for key in keys} for name, port in self.ports.items()}

    def run(self):
        self.poll = select.poll()
        self.poll.register(0, select.POLLIN)
        rest, self.by_fd = b"", {}
        while True:
            now = time.monotonic()
            self.deliver(now)
            wait = max(0, (self.heap[0][0] - now) * 1000) if self.heap else None
            for fd, _ in self.poll.poll(wait):
                if fd != 0:
                    self.drain(self.by_fd[fd])
                    continue
                data = os.read(0, 65536)
                if not data:
                    return
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    print(json.dumps(self.command(line)), flush=True)

    def drain(self, port):
        now = time.monotonic()
        for _ in range(64):
            try:
                packet = os.read(port.fd, 65536)
            except BlockingIOError:
                return
            except OSError:
                return  # The device is down.
            self.packet(port, packet, now)


Switch(int(sys.argv[1])).run()
