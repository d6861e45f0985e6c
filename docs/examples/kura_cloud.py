#!/usr/bin/env python3
"""Manages a Kura gateway over the MQTT broker of its cloud connection, by DEPLOY-V2 and CONF-V2; needs paho-mqtt.

Exit code 0: done; 1: the gateway refused, failed or did not answer; 2: wrong arguments.
"""
import argparse
import gzip
import os
import queue
import random
import re
import struct
import sys
import threading
import xml.etree.ElementTree as ElementTree

import paho.mqtt.client as mqtt

# Value types of kurapayload.proto; the value of type T is in the field 3 + T of a metric.
DOUBLE, FLOAT, INT64, INT32, BOOL, STRING, BYTES = range(7)
METRIC, BODY = 5000, 5001


class Failure(Exception):
    """What the gateway refused or could not do."""


def varint(number):
    number &= (1 << 64) - 1
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(encoded) + bytes([number])


def chunk(field, data):
    return varint(field << 3 | 2) + varint(len(data)) + data


def metric(name, value):
    if isinstance(value, bool):
        kind, encoded = BOOL, varint(3 + BOOL << 3) + varint(value)
    elif isinstance(value, int):
        kind, encoded = INT64, varint(3 + INT64 << 3) + varint(value)
    else:
        kind, encoded = STRING, chunk(3 + STRING, value.encode())
    return chunk(METRIC, chunk(1, name.encode()) + varint(2 << 3) + varint(kind) + encoded)


def encode(metrics, body=None):
    payload = b"".join(metric(name, value) for name, value in metrics.items())
    return payload + (b"" if body is None else chunk(BODY, body))


def fields(data):
    """Yields number and value of each field: whole numbers, or bytes."""
    at = 0

    def number():
        nonlocal at
        result = shift = 0
        while True:
            byte = data[at]
            at += 1
            result |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return result

    while at < len(data):
        tag = number()
        if tag & 7 == 0:
            yield tag >> 3, number()
            continue
        size = {1: 8, 5: 4}.get(tag & 7) or number()
        yield tag >> 3, data[at : at + size]
        at += size


def decode(data):
    """The metrics and the body of a payload."""
    metrics, body = {}, None
    for field, content in fields(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data):
        if field == BODY:
            body = content
        elif field == METRIC:
            one = dict(fields(content))
            kind, value = one[2], one.get(3 + one[2])
            if kind in (INT64, INT32) and value is not None and value >= 1 << 63:
                value -= 1 << 64
            elif kind == BOOL:
                value = bool(value)
            elif kind == STRING:
                value = value.decode()
            elif kind in (DOUBLE, FLOAT):
                value = struct.unpack("<d" if kind == DOUBLE else "<f", value)[0]
            metrics[one[1].decode()] = value
    return metrics, body


class Gateway:
    """A gateway behind a broker; one request at a time."""

    def __init__(self, options):
        host, _, port = options.broker.partition(":")
        self.gateway, self.timeout = options.gateway, options.timeout
        self.prefix = f"{options.prefix}/{options.account}"
        self.own_id = f"chorus-{random.getrandbits(48):012x}"
        self.replies, self.notifications = queue.Queue(), queue.Queue()
        ready = threading.Event()
        refusal = []

        def connected(client, _userdata, _flags, code, *_):
            if getattr(code, "value", code) != 0:
                refusal.append(f"the broker refuses the connection: {mqtt.connack_string(code) if isinstance(code, int) else code}")
                ready.set()
            client.subscribe([(f"{self.prefix}/{self.own_id}/+/{kind}/#", 1) for kind in ("REPLY", "NOTIFY")])

        arguments = {"client_id": self.own_id}
        if hasattr(mqtt, "CallbackAPIVersion"):  # paho-mqtt 2
            arguments["callback_api_version"] = mqtt.CallbackAPIVersion.VERSION2
        client = mqtt.Client(**arguments)
        if options.user:
            client.username_pw_set(options.user, os.environ.get("MQTT_PASSWORD"))
        if options.cafile:
            client.tls_set(options.cafile)
        client.on_connect, client.on_message = connected, self.received
        client.on_subscribe = lambda *_: ready.set()
        try:
            client.connect(host, int(port or (8883 if options.cafile else 1883)))
        except OSError as error:
            raise Failure(f"cannot connect to {options.broker}: {error}") from error
        client.loop_start()
        if not ready.wait(self.timeout) or refusal:
            raise Failure(refusal[0] if refusal else f"{options.broker} does not answer within {self.timeout} s")
        self.client = client

    def received(self, _client, _userdata, message):
        # PREFIX/ACCOUNT/OWN-ID/APPLICATION/KIND/...
        path = message.topic[len(self.prefix) + len(self.own_id) + 2 :].split("/", 2)
        (self.replies if path[1] == "REPLY" else self.notifications).put((path[2], *decode(message.payload)))

    def request(self, path, metrics=None, body=None):
        """Publishes to APPLICATION/METHOD/RESOURCE; returns the metrics and the body of the reply."""
        request_id = f"{random.getrandbits(48):012x}"
        payload = encode({"request.id": request_id, "requester.client.id": self.own_id, **(metrics or {})}, body)
        self.client.publish(f"{self.prefix}/{self.gateway}/{path}", payload, qos=1)
        while True:
            replied_id, reply, content = self.next(self.replies)
            if replied_id == request_id:
                break
        if reply.get("response.code") != 200:
            reason = reply.get("response.exception.message") or (content or b"").decode() or reply.get("dp.download.status")
            raise Failure(f"{self.gateway} refuses {path}: {reply.get('response.code')} {reason or ''}".rstrip())
        return reply, content

    def next(self, messages):
        try:
            return messages.get(timeout=self.timeout)
        except queue.Empty:
            raise Failure(f"{self.gateway} does not answer within {self.timeout} s") from None

    def packages(self):
        """The versions of the installed packages by their names."""
        document = ElementTree.fromstring(self.request("DEPLOY-V2/GET/packages")[1])
        return {one.findtext("name"): one.findtext("version") for one in document.iter("package")}

    def run_job(self, action, metrics, last):
        """Starts a job and prints its notifications, up to the end of its last step or a failure of any."""
        job = random.getrandbits(62)
        self.request(f"DEPLOY-V2/EXEC/{action}", {**metrics, "job.id": job})
        while True:
            # GATEWAY/STEP
            path, notification, _ = self.next(self.notifications)
            step = path.rpartition("/")[2]
            if notification.get("job.id") != job:
                continue
            status = notification.get(f"dp.{step}.status")
            reason = notification.get(f"dp.{step}.error.message", "")
            print(f"{step} {status} {notification.get(f'dp.{step}.progress', '')} %", flush=True)
            # A wrong hash is reported as COMPLETED and then as FAILED: only the last step counts.
            if status in ("FAILED", "CANCELLED"):
                raise Failure(f"{step} {status} {reason}".rstrip())
            if status == "COMPLETED" and step == last:
                return

    def install(self, uri, sha256):
        name, version = re.search(r"([^/]+)_([^_/]+)\.dp$", uri).groups()
        metrics = {
            "dp.uri": uri,
            "dp.name": name,
            "dp.version": version,
            "dp.download.protocol": "HTTP",
            "dp.install.system.update": False,
            # Kura would take what an earlier attempt has left behind for the package, also an empty file.
            "dp.download.force": True,
        }
        if sha256:
            metrics["dp.download.hash"] = f"SHA-256:{sha256}"
        self.run_job("download", metrics, "install")
        found = self.packages().get(name)
        if found != version:
            raise Failure(f"{self.gateway} reports COMPLETED, but {name} is {found or 'not installed'}")
        print(f"{name} {version} is installed")

    def uninstall(self, name):
        # Kura reports COMPLETED for an unknown package, too.
        if name not in self.packages():
            raise Failure(f"{self.gateway} has no package {name}")
        self.run_job("uninstall", {"dp.name": name}, "uninstall")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("broker", metavar="HOST[:PORT]", help="MQTT broker of the gateway's cloud connection")
    parser.add_argument("account", help="account name of the cloud connection (topic.context.account-name)")
    parser.add_argument("gateway", help="client id of the cloud connection")
    parser.add_argument("--prefix", default="$EDC", help="topic.control-prefix of the cloud connection (default: $EDC)")
    parser.add_argument("--user", help="user name for the broker; its password is in MQTT_PASSWORD")
    parser.add_argument("--cafile", help="certificates to trust, PEM; turns TLS on")
    parser.add_argument("--timeout", type=float, default=300, help="seconds without a message (default: 300)")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("packages", help="list the installed packages")
    install = commands.add_parser("install", help="have the gateway fetch and install a package")
    install.add_argument("uri", help="http://.../NAME_VERSION.dp, which the gateway can reach")
    install.add_argument("--sha256", metavar="HEX", help="digest of the file, as sha256sum prints it")
    commands.add_parser("uninstall", help="uninstall a package").add_argument("name")
    conf = commands.add_parser("conf", help="send a request to CONF-V2 and print the body of the reply")
    conf.add_argument("method", choices=["GET", "POST", "PUT", "DEL"])
    conf.add_argument("resource", help="for example factoryComponents")
    conf.add_argument("file", nargs="?", type=argparse.FileType("rb"), help="JSON of the request; - reads standard input")
    options = parser.parse_args()
    if options.command == "install" and not re.search(r"[^/]+_[^_/]+\.dp$", options.uri):
        parser.error(f"uri must end in NAME_VERSION.dp, was {options.uri}")
    try:
        gateway = Gateway(options)
        if options.command == "packages":
            for name, version in sorted(gateway.packages().items()):
                print(name, version)
        elif options.command == "install":
            gateway.install(options.uri, options.sha256)
        elif options.command == "uninstall":
            gateway.uninstall(options.name)
        else:
            body = options.file.read() if options.file else None
            print((gateway.request(f"CONF-V2/{options.method}/{options.resource}", body=body)[1] or b"").decode())
    except Failure as failure:
        print(f"kura_cloud.py: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
